module m

go 1.22.5 // keep
