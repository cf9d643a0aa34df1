module x
go 1.12
require example.com/a v1.0.0
