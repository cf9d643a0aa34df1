module harbourpine.example/stock

go 1.21

require (
	github.com/golang-jwt/jwt/v4 v4.5.0
	github.com/gorilla/websocket v1.4.0
	golang.org/x/text v0.3.7
	google.golang.org/protobuf v1.31.0
)
