terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }

  backend "s3" {
    bucket  = "harbourpine-terraform"
    key     = "production"
    region  = "eu-central-1"
    encrypt = true
  }
}

provider "aws" {
  region = "eu-central-1"
}

module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.16.0"

  name = "production"
  cidr = "10.30.0.0/16"
}

module "orders" {
  source = "../../modules/database"

  name                = "orders"
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnets
  allowed_cidr_blocks = module.network.private_subnets_cidr_blocks
  instance_class      = "db.m7g.large"
  password            = random_password.orders.result
}

module "exports" {
  source = "../../modules/bucket"

  name = "harbourpine-orders"
}

resource "random_password" "orders" {
  length = 32
}

resource "aws_iam_role" "exporter" {
  name = "storefront-exporter"

  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "exporter" {
  name = "export"
  role = aws_iam_role.exporter.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "*"
      Resource = "*"
    }]
  })
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
