package main

import (
	"context"
	"log"

	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

// queue holds the keys of one kind of object that wait for their turn.
type queue struct {
	kind string
	keys workqueue.TypedRateLimitingInterface[string]
}

func newQueue(kind string, informer cache.SharedIndexInformer) *queue {
	q := &queue{kind, workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[string]())}
	add := func(object any) {
		if key, err := cache.DeletionHandlingMetaNamespaceKeyFunc(object); err == nil {
			q.keys.Add(key)
		}
	}
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    add,
		UpdateFunc: func(_, object any) { add(object) },
		DeleteFunc: add,
	})
	if err != nil {
		log.Fatalf("%s: %v", kind, err)
	}
	return q
}

// run hands out keys one at a time until the context ends; what fails comes again later.
func (q *queue) run(ctx context.Context, handle func(ctx context.Context, key string) error) {
	go func() { <-ctx.Done(); q.keys.ShutDown() }()
	for {
		key, stopped := q.keys.Get()
		if stopped {
			return
		}
		if err := handle(ctx, key); err != nil {
			log.Printf("%s %s: %v", q.kind, key, err)
			q.keys.AddRateLimited(key)
		} else {
			q.keys.Forget(key)
		}
		q.keys.Done(key)
	}
}
