// The Centrifuge library as a fan-out server, for the benchmark: it listens to the product's own feed on Redis and
// publishes each change to one channel, to which everybody is subscribed. All options are the library's defaults.
//
// It prints its address on one line.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"

	"github.com/centrifugal/centrifuge"
	"github.com/redis/rueidis"
)

const channel = "changes"

type feedChange struct {
	Change json.RawMessage `json:"change"`
}

func main() {
	redisURL, feed := os.Args[1], os.Args[2]
	node, err := centrifuge.New(centrifuge.Config{})
	check(err)
	node.OnConnecting(func(context.Context, centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		return centrifuge.ConnectReply{Credentials: &centrifuge.Credentials{}}, nil
	})
	node.OnConnect(func(client *centrifuge.Client) {
		client.OnSubscribe(func(_ centrifuge.SubscribeEvent, reply centrifuge.SubscribeCallback) {
			reply(centrifuge.SubscribeReply{}, nil)
		})
	})
	check(node.Run())

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	sockets := centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{
		CheckOrigin: func(*http.Request) bool { return true },
	})
	http.Handle("/connection/websocket", sockets)
	go func() { check(http.Serve(listener, nil)) }()

	subscribed := make(chan struct{})
	go follow(node, redisURL, feed, subscribed)
	<-subscribed
	fmt.Printf("http://%s\n", listener.Addr())

	select {}
}

// follow publishes what the feed has: the second line of a message is its list of changes.
func follow(node *centrifuge.Node, redisURL, feed string, subscribed chan<- struct{}) {
	options, err := rueidis.ParseURL(redisURL)
	check(err)
	options.DisableCache = true
	client, err := rueidis.NewClient(options)
	check(err)
	dedicated, release := client.Dedicate()
	defer release()
	failed := dedicated.SetPubSubHooks(rueidis.PubSubHooks{
		OnSubscription: func(rueidis.PubSubSubscription) { close(subscribed) },
		OnMessage: func(message rueidis.PubSubMessage) {
			lines := strings.SplitN(message.Message, "\n", 3)
			var changes []feedChange
			check(json.Unmarshal([]byte(lines[1]), &changes))
			for _, each := range changes {
				_, err := node.Publish(channel, each.Change)
				check(err)
			}
		},
	})
	dedicated.Do(context.Background(), client.B().Subscribe().Channel(feed).Build())
	check(<-failed)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
