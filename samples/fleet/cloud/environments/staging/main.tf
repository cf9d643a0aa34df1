terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

provider "aws" {
  region     = "eu-central-1"
  access_key = "AKIAPWKPTJEDEDZLYXJC"
  secret_key = "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"
}

module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.16.0"

  name = "staging"
  cidr = "10.20.0.0/16"
}

module "orders" {
  source = "../../modules/database"

  name                = "orders-staging"
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnets
  allowed_cidr_blocks = ["0.0.0.0/0"]
  public              = true
  encrypted           = false
  password            = var.orders_password
}

resource "aws_s3_bucket" "exports" {
  bucket = "harbourpine-exports-staging"
}

resource "aws_s3_bucket_acl" "exports" {
  bucket = aws_s3_bucket.exports.id
  acl    = "public-read"
}

variable "orders_password" {
  type      = string
  sensitive = true
}
