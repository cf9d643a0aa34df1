module m

go 1.20

require (
	github.com/b/c v1.0.0
)

require (
	github.com/a/b v1.0.0 // indirect
	golang.org/x/net v0.7.0 // indirect
	golang.org/x/text v0.3.8 // indirect
	golang.org/x/tools v0.7.0 // indirect
)
