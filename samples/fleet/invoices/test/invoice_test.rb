# frozen_string_literal: true

require "minitest/autorun"
require_relative "../lib/invoice"

class InvoiceTest < Minitest::Test
  def test_the_net_sum_is_the_sum_of_the_orders
    assert_equal 30, Invoice.new("Hotel Anker", [{ "id" => "1", "total" => 10 }, { "id" => "2", "total" => 20 }]).net
  end
end
