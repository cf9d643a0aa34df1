defmodule A do
  defp deps, do: [{:phoenix, "~> 1.5"}, {:plug, "~> 1.3.2", override: true}]
end
