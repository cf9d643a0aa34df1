module m

require gopkg.in/yaml.v2 v2.2.1
