"""A little of everything in services that boto3 has no resources for, for the explorer to find something below."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

_TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
_BOTO3_HAS_RESOURCES = {"cloudformation", "cloudwatch", "dynamodb", "ec2", "glacier", "iam", "s3", "sns", "sqs"}


def seeded_services() -> list[str]:
    """Services that moto answers for, by their client names."""
    from moto.backends import list_of_moto_modules

    known = {name.replace("_", "").removesuffix("awslambda") for name in list_of_moto_modules()} | {"lambda"}
    return [service for service in boto3.Session().get_available_services()
            if service.replace("-", "") in known and service not in _BOTO3_HAS_RESOURCES]


def seed(session: boto3.Session) -> None:
    for make in (_keys, _containers, _logs, _secrets, _functions, _streams, _images, _directories, _routes, _data,
                 _databases, _gateways, _states, _identities, _balancers, _builds):
        try:
            make(session.client)
        except (BotoCoreError, ClientError) as refused:  # what this moto does not have is missing for boto3, too
            print(f"not seeded: {make.__name__}: {refused}")


Clients = Callable[[str], Any]


def _keys(client: Clients) -> None:
    key = client("kms").create_key(Description="explorer")["KeyMetadata"]["KeyId"]
    client("kms").create_alias(AliasName="alias/explorer", TargetKeyId=key)


def _containers(client: Clients) -> None:
    ecs = client("ecs")
    ecs.create_cluster(clusterName="blue")
    ecs.register_task_definition(family="web", containerDefinitions=[{"name": "c", "image": "nginx", "memory": 100}])
    ecs.create_service(cluster="blue", serviceName="web", taskDefinition="web", desiredCount=1)
    client("eks").create_cluster(name="green", roleArn="arn:aws:iam::123456789012:role/eks",
                                 resourcesVpcConfig={"subnetIds": []})


def _logs(client: Clients) -> None:
    logs = client("logs")
    logs.create_log_group(logGroupName="/explorer/web")
    logs.create_log_stream(logGroupName="/explorer/web", logStreamName="one")
    client("events").put_rule(Name="hourly", ScheduleExpression="rate(1 hour)")
    client("cloudtrail").create_trail(Name="trail", S3BucketName="acme-backups")


def _secrets(client: Clients) -> None:
    client("secretsmanager").create_secret(Name="explorer/db", SecretString="none")
    client("ssm").put_parameter(Name="/explorer/a", Value="1", Type="String")


def _functions(client: Clients) -> None:
    role = client("iam").create_role(RoleName="explorer-lambda", AssumeRolePolicyDocument=_TRUST)["Role"]["Arn"]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.py", "def h(event, context): pass")
    client("lambda").create_function(FunctionName="explorer", Runtime="python3.12", Role=role, Handler="a.h",
                                     Code={"ZipFile": archive.getvalue()})


def _streams(client: Clients) -> None:
    client("kinesis").create_stream(StreamName="explorer", ShardCount=2)
    client("firehose").create_delivery_stream(
        DeliveryStreamName="explorer", ExtendedS3DestinationConfiguration={
            "RoleARN": "arn:aws:iam::123456789012:role/x", "BucketARN": "arn:aws:s3:::acme-backups"})


def _images(client: Clients) -> None:
    client("ecr").create_repository(repositoryName="explorer")


def _directories(client: Clients) -> None:
    efs = client("efs").create_file_system(CreationToken="explorer")["FileSystemId"]
    client("efs").create_access_point(ClientToken="explorer", FileSystemId=efs)


def _routes(client: Clients) -> None:
    client("route53").create_hosted_zone(Name="explorer.example.com", CallerReference="1")
    client("acm").request_certificate(DomainName="explorer.example.com")


def _data(client: Clients) -> None:
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "explorer"})
    glue.create_table(DatabaseName="explorer", TableInput={"Name": "orders"})
    client("athena").create_work_group(Name="explorer")


def _databases(client: Clients) -> None:
    client("rds").create_db_instance(DBInstanceIdentifier="explorer", DBInstanceClass="db.t3.micro", Engine="postgres",
                                     AllocatedStorage=20)
    client("redshift").create_cluster(ClusterIdentifier="explorer", NodeType="ds2.xlarge", MasterUsername="admin",
                                      MasterUserPassword="Passw0rdPassw0rd")


def _gateways(client: Clients) -> None:
    api = client("apigateway").create_rest_api(name="explorer")["id"]
    root = client("apigateway").get_resources(restApiId=api)["items"][0]["id"]
    client("apigateway").create_resource(restApiId=api, parentId=root, pathPart="a")
    client("apigatewayv2").create_api(Name="explorer", ProtocolType="HTTP")


def _states(client: Clients) -> None:
    machine = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
    client("stepfunctions").create_state_machine(name="explorer", definition=machine,
                                                 roleArn="arn:aws:iam::123456789012:role/x")


def _identities(client: Clients) -> None:
    pool = client("cognito-idp").create_user_pool(PoolName="explorer")["UserPool"]["Id"]
    client("cognito-idp").create_user_pool_client(UserPoolId=pool, ClientName="web")
    client("cognito-identity").create_identity_pool(IdentityPoolName="explorer",
                                                    AllowUnauthenticatedIdentities=False)


def _balancers(client: Clients) -> None:
    subnet = client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
    client("elbv2").create_load_balancer(Name="explorer", Subnets=[subnet])
    client("autoscaling").create_launch_configuration(LaunchConfigurationName="explorer", ImageId="ami-12345678",
                                                      InstanceType="t3.micro")


def _builds(client: Clients) -> None:
    client("codecommit").create_repository(repositoryName="explorer")
    client("batch").create_compute_environment(computeEnvironmentName="explorer", type="UNMANAGED", state="ENABLED",
                                               serviceRole="arn:aws:iam::123456789012:role/x")
