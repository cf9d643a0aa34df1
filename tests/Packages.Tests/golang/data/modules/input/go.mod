// The tracker.
module example.com/tracker // with a comment

go 1.21

toolchain go1.21.5-custom

require github.com/BurntSushi/toml v1.3.2
require (
	"golang.org/x/net" v0.19.0 // indirect
	golang.org/x/sys v0.0.0-20231127185646-65229373498e // indirect; for net
	`gopkg.in/yaml.v3` v3.0.1 // direct
	github.com/docker/docker v24.0.7+incompatible
	example.com/replaced v1.0.0
	example.com/one-version v1.1.0
	example.com/other-version v1.2.0
	example.com/local v1.0.0
	example.com/branch main
	github.com/BurntSushi/toml v1.3.2 // indirect
)

exclude golang.org/x/net v0.18.0

replace (
	example.com/replaced => example.com/fork/replaced v1.0.1
	example.com/one-version v1.1.0 => example.com/one-version v1.1.1
	example.com/other-version v1.1.9 => example.com/never v1.0.0
	example.com/local => ../local
	example.com/not-required => example.com/neither v1.0.0
)

retract [v1.0.0, v1.9.9] // published by mistake
retract (
	v0.9.0
)

tool golang.org/x/tools/cmd/stringer
