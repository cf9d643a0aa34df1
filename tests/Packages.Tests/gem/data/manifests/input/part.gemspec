Gem::Specification.new do |spec|
  spec.name = "part"
  spec.version = "0.3.0"
  spec.add_dependency "rack", "~> 2.0"
  spec.add_runtime_dependency('json', '2.6.0')
  spec.add_dependency(%q<old>.freeze, ["= 1.1"])
  spec.add_development_dependency "rake", [">= 12", "< 14"]
  # spec.add_dependency "none"
end
