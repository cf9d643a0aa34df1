defmodule A do
  defp deps do
    [
      {:phoenix, "~> 1.5"],
      {:ecto, "~> 3.0"}
    ]
  end
end
