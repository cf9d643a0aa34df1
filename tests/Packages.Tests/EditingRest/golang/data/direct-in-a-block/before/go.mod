module example.com/app

go 1.20

require (
	github.com/gin-gonic/gin v1.7.0 // web
	golang.org/x/text v0.3.5
)

require golang.org/x/net v0.1.0 // indirect
