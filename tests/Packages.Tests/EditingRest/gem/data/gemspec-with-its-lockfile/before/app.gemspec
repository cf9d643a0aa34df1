Gem::Specification.new do |s|
  s.name = "app"
  s.add_dependency "rack", "~> 2.0.1"
  s.add_runtime_dependency(%q<json>.freeze, ["~> 2.0".freeze, "< 2.3"])
  s.add_development_dependency 'rake', '~> 12.0'
end
