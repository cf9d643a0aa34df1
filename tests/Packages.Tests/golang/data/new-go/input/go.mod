module example.com/new
go 1.22rc1
require (
	example.com/a v0.1.0
)
