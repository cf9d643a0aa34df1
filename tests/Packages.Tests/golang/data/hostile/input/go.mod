module x
go 1.99999999999
require ../../etc v1.0.0
require a/../b v1.0.0
require example.com/no-version
require example.com/odd 1.0.0
require example.com/many v1.0.0 v2.0.0
require example.com/fine v1.0.0
replace example.com/fine
replace => x
