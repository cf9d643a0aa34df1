module example.com/app

go 1.20

require (
	github.com/gin-gonic/gin v1.7.0 // web
	golang.org/x/text v0.3.8
)

require golang.org/x/net v0.7.0 // indirect
