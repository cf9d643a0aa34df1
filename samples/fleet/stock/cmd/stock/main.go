// Command stock answers how many of each product there are.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/golang-jwt/jwt/v4"
	"github.com/gorilla/websocket"

	"harbourpine.example/stock/internal/feed"
	"harbourpine.example/stock/internal/levels"
)

var (
	store    = levels.New()
	upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
)

func main() {
	key := []byte(os.Getenv("TILL_KEY"))
	http.HandleFunc("/levels", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(store.All()); err != nil {
			log.Print(err)
		}
	})
	http.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		till, err := tillOf(r.Header.Get("Authorization"), key)
		if err != nil {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		connection, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer connection.Close()
		for {
			_, message, err := connection.ReadMessage()
			if err != nil {
				return
			}
			change, err := feed.Parse(message)
			if err != nil {
				log.Printf("%s sent nonsense: %v", till, err)
				continue
			}
			store.Apply(change.Shop, change.Product, change.Count)
		}
	})
	log.Fatal(http.ListenAndServe(":5100", nil))
}

func tillOf(token string, key []byte) (string, error) {
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (interface{}, error) { return key, nil })
	till, _ := claims["till"].(string)
	return till, err
}
