// The two controllers that a cloud would bring to a cluster: one provisions volumes, the other gives LoadBalancer services an address.
package main

import (
	"context"
	"flag"
	"log"
	"net/netip"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how to reach the API server")
	nodesDirectory := flag.String("nodes-directory", "", "where this machine keeps the nodes' files: <directory>/<node>/volumes")
	nodeVolumes := flag.String("node-volumes", "", "the path under which a node sees its volumes")
	addressPool := flag.String("address-pool", "", "CIDR of the addresses for LoadBalancer services")
	flag.Parse()

	pool, err := netip.ParsePrefix(*addressPool)
	if err != nil {
		log.Fatalf("--address-pool %q is not a CIDR: %v", *addressPool, err)
	}
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		log.Fatalf("--kubeconfig %q: %v", *kubeconfig, err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		log.Fatalf("client: %v", err)
	}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	// The resync is the safety net for what fails once; events do the work.
	factory := informers.NewSharedInformerFactory(client, 30*time.Second)
	volumes := newVolumeController(client, factory, *nodesDirectory, *nodeVolumes)
	addresses := newAddressController(client, factory, pool)
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	go addresses.run(ctx)
	go volumes.run(ctx)
	log.Printf("running")
	<-ctx.Done()
}
