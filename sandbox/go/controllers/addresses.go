package main

import (
	"context"
	"fmt"
	"log"
	"net/netip"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
)

// addressController writes an address of the pool into the status of each LoadBalancer service; kube-proxy on the gateway and the nodes makes it answer.
type addressController struct {
	client   kubernetes.Interface
	services corelisters.ServiceLister
	queue    *queue
	pool     netip.Prefix
	// What was given but may not be in the cache yet: address to service.
	given map[netip.Addr]string
}

func newAddressController(client kubernetes.Interface, factory informers.SharedInformerFactory, pool netip.Prefix) *addressController {
	services := factory.Core().V1().Services()
	return &addressController{client, services.Lister(), newQueue("service", services.Informer()), pool.Masked(), map[netip.Addr]string{}}
}

func (c *addressController) run(ctx context.Context) { c.queue.run(ctx, c.reconcile) }

func (c *addressController) reconcile(ctx context.Context, key string) error {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return err
	}
	service, err := c.services.Services(namespace).Get(name)
	if errors.IsNotFound(err) {
		c.release(key)
		return nil
	}
	if err != nil {
		return err
	}
	ours := service.Spec.Type == core.ServiceTypeLoadBalancer && service.Spec.LoadBalancerClass == nil
	switch {
	case !ours:
		c.release(key)
		if service.Spec.Type == core.ServiceTypeLoadBalancer || len(service.Status.LoadBalancer.Ingress) == 0 {
			return nil
		}
		return c.write(ctx, service, nil)
	case len(service.Status.LoadBalancer.Ingress) > 0:
		return nil
	}
	address, err := c.choose(service, key)
	if err != nil {
		return err
	}
	mode := core.LoadBalancerIPModeVIP
	if err := c.write(ctx, service, []core.LoadBalancerIngress{{IP: address.String(), IPMode: &mode}}); err != nil {
		return err
	}
	log.Printf("service %s has address %s", key, address)
	return nil
}

func (c *addressController) write(ctx context.Context, service *core.Service, ingress []core.LoadBalancerIngress) error {
	changed := service.DeepCopy()
	changed.Status.LoadBalancer.Ingress = ingress
	_, err := c.client.CoreV1().Services(service.Namespace).UpdateStatus(ctx, changed, meta.UpdateOptions{})
	if errors.IsNotFound(err) {
		return nil
	}
	return err
}

// choose returns the address that the service asks for or already was given, else the lowest that no service has.
func (c *addressController) choose(service *core.Service, key string) (netip.Addr, error) {
	for address, owner := range c.given {
		if owner == key {
			return address, nil
		}
	}
	taken, err := c.taken(key)
	if err != nil {
		return netip.Addr{}, err
	}
	if wanted := service.Spec.LoadBalancerIP; wanted != "" {
		address, err := netip.ParseAddr(wanted)
		if err != nil || !c.pool.Contains(address) {
			return netip.Addr{}, fmt.Errorf("spec.loadBalancerIP %q is not in the pool %s", wanted, c.pool)
		}
		if taken[address] {
			return netip.Addr{}, fmt.Errorf("spec.loadBalancerIP %s belongs to another service", address)
		}
		c.given[address] = key
		return address, nil
	}
	// The first address of the network is left out, as is customary.
	for address := c.pool.Addr().Next(); c.pool.Contains(address.Next()); address = address.Next() {
		if !taken[address] {
			c.given[address] = key
			return address, nil
		}
	}
	return netip.Addr{}, fmt.Errorf("all addresses of %s are taken", c.pool)
}

func (c *addressController) taken(except string) (map[netip.Addr]bool, error) {
	services, err := c.services.List(labels.Everything())
	if err != nil {
		return nil, err
	}
	taken := map[netip.Addr]bool{}
	for _, service := range services {
		if service.Namespace+"/"+service.Name == except {
			continue
		}
		for _, ingress := range service.Status.LoadBalancer.Ingress {
			if address, err := netip.ParseAddr(ingress.IP); err == nil {
				taken[address] = true
			}
		}
	}
	for address := range c.given {
		taken[address] = true
	}
	return taken, nil
}

func (c *addressController) release(key string) {
	for address, owner := range c.given {
		if owner == key {
			delete(c.given, address)
		}
	}
}
