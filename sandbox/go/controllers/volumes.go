package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	storagelisters "k8s.io/client-go/listers/storage/v1"
	"k8s.io/client-go/tools/cache"
)

const (
	provisioner = "sandbox.local/directory"
	// Set by the scheduler on a claim whose class waits for the first consumer.
	selectedNode = "volume.kubernetes.io/selected-node"
	// Tells the volume controller of Kubernetes that deleting is our part.
	provisionedBy = "pv.kubernetes.io/provisioned-by"
)

// volumeController makes a directory on the selected node for each claim of our storage classes, grows it on paper and removes it with its volume.
// A directory has no size limit; capacity is what was asked for.
type volumeController struct {
	client         kubernetes.Interface
	claims         corelisters.PersistentVolumeClaimLister
	volumes        corelisters.PersistentVolumeLister
	classes        storagelisters.StorageClassLister
	claimQueue     *queue
	volumeQueue    *queue
	nodesDirectory string
	nodeVolumes    string
}

func newVolumeController(client kubernetes.Interface, factory informers.SharedInformerFactory, nodesDirectory, nodeVolumes string) *volumeController {
	claims, volumes, classes := factory.Core().V1().PersistentVolumeClaims(), factory.Core().V1().PersistentVolumes(), factory.Storage().V1().StorageClasses()
	return &volumeController{
		client:         client,
		claims:         claims.Lister(),
		volumes:        volumes.Lister(),
		classes:        classes.Lister(),
		claimQueue:     newQueue("claim", claims.Informer()),
		volumeQueue:    newQueue("volume", volumes.Informer()),
		nodesDirectory: nodesDirectory,
		nodeVolumes:    nodeVolumes,
	}
}

func (c *volumeController) run(ctx context.Context) {
	go c.claimQueue.run(ctx, c.reconcileClaim)
	c.volumeQueue.run(ctx, c.reconcileVolume)
}

func (c *volumeController) reconcileClaim(ctx context.Context, key string) error {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return err
	}
	claim, err := c.claims.PersistentVolumeClaims(namespace).Get(name)
	if errors.IsNotFound(err) {
		return nil
	}
	if err != nil || claim.DeletionTimestamp != nil || claim.Spec.StorageClassName == nil {
		return err
	}
	class, err := c.classes.Get(*claim.Spec.StorageClassName)
	if errors.IsNotFound(err) {
		return nil
	}
	if err != nil || class.Provisioner != provisioner {
		return err
	}
	switch node := claim.Annotations[selectedNode]; {
	case claim.Status.Phase == core.ClaimBound:
		return c.expand(ctx, claim)
	case claim.Spec.VolumeName == "" && node != "":
		policy := core.PersistentVolumeReclaimDelete
		if class.ReclaimPolicy != nil {
			policy = *class.ReclaimPolicy
		}
		return c.provision(ctx, claim, node, policy)
	}
	return nil
}

func (c *volumeController) provision(ctx context.Context, claim *core.PersistentVolumeClaim, node string, policy core.PersistentVolumeReclaimPolicy) error {
	// Named after the claim's UID: provisioning twice finds the first volume.
	name := "pvc-" + string(claim.UID)
	if err := os.MkdirAll(c.directory(node, name), 0o755); err != nil {
		return err
	}
	volume := &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: name, Annotations: map[string]string{provisionedBy: provisioner}},
		Spec: core.PersistentVolumeSpec{
			Capacity:                      core.ResourceList{core.ResourceStorage: claim.Spec.Resources.Requests[core.ResourceStorage]},
			AccessModes:                   claim.Spec.AccessModes,
			PersistentVolumeReclaimPolicy: policy,
			StorageClassName:              *claim.Spec.StorageClassName,
			VolumeMode:                    claim.Spec.VolumeMode,
			ClaimRef: &core.ObjectReference{
				APIVersion: "v1", Kind: "PersistentVolumeClaim", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: core.PersistentVolumeSource{Local: &core.LocalVolumeSource{Path: filepath.Join(c.nodeVolumes, name)}},
			NodeAffinity:           &core.VolumeNodeAffinity{Required: onlyOn(node)},
		},
	}
	_, err := c.client.CoreV1().PersistentVolumes().Create(ctx, volume, meta.CreateOptions{})
	if errors.IsAlreadyExists(err) {
		return nil
	}
	if err == nil {
		log.Printf("claim %s/%s has volume %s on %s", claim.Namespace, claim.Name, name, node)
	}
	return err
}

// expand makes the volume and the claim's status as large as the claim asks for.
func (c *volumeController) expand(ctx context.Context, claim *core.PersistentVolumeClaim) error {
	wanted, has := claim.Spec.Resources.Requests[core.ResourceStorage], claim.Status.Capacity[core.ResourceStorage]
	if wanted.Cmp(has) <= 0 {
		return nil
	}
	volume, err := c.volumes.Get(claim.Spec.VolumeName)
	if err != nil {
		return err
	}
	if capacity := volume.Spec.Capacity[core.ResourceStorage]; wanted.Cmp(capacity) > 0 {
		volume = volume.DeepCopy()
		volume.Spec.Capacity[core.ResourceStorage] = wanted
		if _, err := c.client.CoreV1().PersistentVolumes().Update(ctx, volume, meta.UpdateOptions{}); err != nil {
			return err
		}
	}
	claim = claim.DeepCopy()
	claim.Status.Capacity[core.ResourceStorage] = wanted
	claim.Status.Conditions = nil
	if _, err := c.client.CoreV1().PersistentVolumeClaims(claim.Namespace).UpdateStatus(ctx, claim, meta.UpdateOptions{}); err != nil {
		return err
	}
	log.Printf("claim %s/%s has grown from %s to %s", claim.Namespace, claim.Name, has.String(), wanted.String())
	return nil
}

// reconcileVolume removes what was released and is to be deleted: first the data, then the object.
func (c *volumeController) reconcileVolume(ctx context.Context, name string) error {
	volume, err := c.volumes.Get(name)
	if errors.IsNotFound(err) {
		return nil
	}
	if err != nil || volume.Annotations[provisionedBy] != provisioner || volume.DeletionTimestamp != nil {
		return err
	}
	if volume.Status.Phase != core.VolumeReleased || volume.Spec.PersistentVolumeReclaimPolicy != core.PersistentVolumeReclaimDelete {
		return nil
	}
	node, err := nodeOf(volume)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(c.directory(node, name)); err != nil {
		return err
	}
	err = c.client.CoreV1().PersistentVolumes().Delete(ctx, name, meta.DeleteOptions{})
	if errors.IsNotFound(err) {
		return nil
	}
	if err == nil {
		log.Printf("volume %s is deleted", name)
	}
	return err
}

func (c *volumeController) directory(node, volume string) string {
	return filepath.Join(c.nodesDirectory, node, "volumes", volume)
}

func onlyOn(node string) *core.NodeSelector {
	return &core.NodeSelector{NodeSelectorTerms: []core.NodeSelectorTerm{{
		MatchExpressions: []core.NodeSelectorRequirement{{Key: core.LabelHostname, Operator: core.NodeSelectorOpIn, Values: []string{node}}},
	}}}
}

func nodeOf(volume *core.PersistentVolume) (string, error) {
	if affinity := volume.Spec.NodeAffinity; affinity != nil && affinity.Required != nil {
		for _, term := range affinity.Required.NodeSelectorTerms {
			for _, expression := range term.MatchExpressions {
				if expression.Key == core.LabelHostname && len(expression.Values) == 1 {
					return expression.Values[0], nil
				}
			}
		}
	}
	return "", fmt.Errorf("volume %s names no node", volume.Name)
}
