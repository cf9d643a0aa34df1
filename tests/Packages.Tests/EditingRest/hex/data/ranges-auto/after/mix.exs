defmodule A do
  defp deps do
    [
      {:out, "~> 2.3.4"},
      {:in, "~> 2.3.4"},
      {:partial, "~> 2.1"},
      {:range, ">= 1.0.0 and < 3.0.0"}
    ]
  end
end
