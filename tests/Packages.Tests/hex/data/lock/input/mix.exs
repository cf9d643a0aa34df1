defmodule Shop.MixProject do
  use Mix.Project

  def project do
    [app: :shop, version: "0.1.0", deps: deps()]
  end

  defp deps do
    [
      {:bypass, "~> 2.1", only: :test},
      {:forked, git: "https://host.example/team/forked.git"},
      {:old, "0.1.0"},
      {:unlocked, "== 3.0.0"}
    ]
  end
end
