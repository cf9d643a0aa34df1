module m

go 1.22.1 // keep
