defmodule A do
  defp deps, do: [{:phoenix, "~> 1.5"}]
end
