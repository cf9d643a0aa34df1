defmodule A do
  defp deps do
    [
      {:out, "~> 1.2.3"},
      {:in, "~> 2.3.1"},
      {:partial, "~> 2.1"},
      {:range, ">= 1.0.0 and < 2.0.0"}
    ]
  end
end
