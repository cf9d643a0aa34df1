# frozen_string_literal: true

require "addressable/template"
require "tzinfo"

# A month's orders of one customer.
class Invoice
  RATES = { "DE" => 19, "NL" => 21, "BE" => 21 }.freeze
  PAY = Addressable::Template.new("https://pay.harbourpine.example/{customer}{?reference}")

  attr_reader :customer, :orders

  def initialize(customer, orders)
    @customer = customer
    @orders = orders
  end

  def net
    orders.sum { |order| order["total"] }
  end

  def vat(country)
    (net * RATES.fetch(country, 0) / 100.0).round(2)
  end

  def link
    PAY.expand("customer" => customer, "reference" => orders.map { |order| order["id"] }.join("-")).to_s
  end

  def text(country, now)
    local = TZInfo::Timezone.get("Europe/Amsterdam").utc_to_local(now.utc)
    "#{customer}, #{local.strftime('%-d %B %Y')}\n#{orders.map { |order| format('%-30s%10.2f', order['id'], order['total']) }.join("\n")}\n" \
      "#{format('%-30s%10.2f', 'VAT', vat(country))}\n#{link}\n"
  end
end
