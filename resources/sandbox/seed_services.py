"""Everything but S3, made through boto3 under moto's in-process mock and signed as an administrator.

The mock shares its backends with the server of the same process; no request leaves it.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import boto3
from boto3.dynamodb.types import TypeSerializer
from moto import mock_aws

from accounts import MAIN_ACCOUNT, PROD_ACCOUNT
from content import EAST, PROD, WEST

Client = Callable[[str], Any]  # service name -> boto3 client of one account and region


def _tags(**pairs: str) -> list[dict[str, str]]:
    return [{"Key": key.replace("_", ":"), "Value": value} for key, value in pairs.items()]


# ---- DynamoDB -------------------------------------------------------------------------------------------------------

EVERY_TYPE = {
    "id": {"S": "every-type"}, "string": {"S": "text with ünïcode & <markup>"}, "empty_string": {"S": ""},
    "number": {"N": "42"}, "negative": {"N": "-0.000125"}, "precise": {"N": "12345678901234567890.1234567890123456"},
    "binary": {"B": bytes(range(32))}, "boolean": {"BOOL": True}, "nothing": {"NULL": True},
    "string_set": {"SS": ["blue", "green", "red"]}, "number_set": {"NS": ["1", "2.5", "-3"]},
    "binary_set": {"BS": [b"\x00\x01", b"\xfe\xff"]}, "empty_list": {"L": []}, "empty_map": {"M": {}},
    "list": {"L": [{"S": "mixed"}, {"N": "7"}, {"BOOL": False}, {"NULL": True}, {"L": [{"S": "nested"}]}]},
    "map": {"M": {"street": {"S": "1 Main St"}, "geo": {"M": {"lat": {"N": "45.52"}, "lon": {"N": "-122.67"}}}}},
}


def _order(index: int) -> dict[str, Any]:
    status = ("pending", "paid", "shipped", "delivered", "returned")[index % 5]
    return {"customer": f"C-{index % 37:04d}", "order": f"2026-07-{1 + index % 28:02d}#{index:05d}", "status": status,
            "total": Decimal(index * 137 % 99999) / 100, "paid": status != "pending",
            "items": [{"sku": f"SKU-{index % 90:03d}", "count": 1 + index % 4}], "tags": {"web", f"week-{index % 53}"},
            "note": None if index % 3 else "gift wrap"}


def _write_items(dynamodb, table: str, items: list[dict[str, Any]]) -> None:
    for start in range(0, len(items), 25):  # BatchWriteItem takes 25
        dynamodb.batch_write_item(
            RequestItems={table: [{"PutRequest": {"Item": item}} for item in items[start:start + 25]]})


def dynamodb(client: Client, orders: int) -> None:
    tables = client("dynamodb")
    tables.create_table(
        TableName="orders", BillingMode="PAY_PER_REQUEST", Tags=_tags(team="shop", env="sandbox"),
        KeySchema=[{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "order", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"}
                              for name in ("customer", "order", "status")],
        GlobalSecondaryIndexes=[{"IndexName": "by-status", "Projection": {"ProjectionType": "ALL"},
                                 "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}]}])
    serializer = TypeSerializer()
    _write_items(tables, "orders", [{name: serializer.serialize(value) for name, value in _order(index).items()}
                                    for index in range(orders)])
    tables.create_table(TableName="every-type", BillingMode="PAY_PER_REQUEST",
                        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    _write_items(tables, "every-type", [EVERY_TYPE, {"id": {"S": "only-the-key"}}])


# ---- messages -------------------------------------------------------------------------------------------------------


def messaging(client: Client) -> None:
    queues, topics = client("sqs"), client("sns")

    def queue(name: str, **attributes: str) -> tuple[str, str]:
        url = queues.create_queue(QueueName=name, Attributes=attributes, tags={"team": "shop"})["QueueUrl"]
        return url, queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

    _, failed = queue("orders-dead-letters", MessageRetentionPeriod="1209600")
    orders, orders_arn = queue("orders", VisibilityTimeout="60", RedrivePolicy=json.dumps(
        {"deadLetterTargetArn": failed, "maxReceiveCount": 5}))
    fifo, _ = queue("payments.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    queue("thumbnails")
    for index in range(10):
        queues.send_message(QueueUrl=orders, MessageBody=json.dumps({"order": index, "total": index * 9.5}),
                            MessageAttributes={"kind": {"DataType": "String", "StringValue": "order.created"}})
    queues.send_message(QueueUrl=fifo, MessageBody='{"payment": 1}', MessageGroupId="C-0001")

    events = topics.create_topic(Name="order-events", Tags=_tags(team="shop"))["TopicArn"]
    topics.create_topic(Name="alarms")
    topics.create_topic(Name="payments.fifo", Attributes={"FifoTopic": "true"})
    topics.subscribe(TopicArn=events, Protocol="sqs", Endpoint=orders_arn)
    topics.subscribe(TopicArn=events, Protocol="email", Endpoint="orders@example.com")


# ---- network and machines -------------------------------------------------------------------------------------------


def _some_image(account: str, region: str) -> str:
    """Asked of the backend: DescribeImages lists hundreds, and takes a second to do so."""
    from moto.ec2.models import ec2_backends  # imports for most of a second: not before it is needed

    return next(image.id for image in ec2_backends[account][region].amis.values() if image.architecture == "x86_64")


def network_and_instances(client: Client, image: str, fleets: dict[str, int]) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=[
        {"ResourceType": "vpc", "Tags": _tags(Name="acme-main", env="sandbox")}])["Vpc"]["VpcId"]
    zones = [zone["ZoneName"] for zone in ec2.describe_availability_zones()["AvailabilityZones"][:2]]
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index * 16}.0/20", AvailabilityZone=zone,
                                 TagSpecifications=[{"ResourceType": "subnet", "Tags": _tags(Name=f"{kind}-{zone}")}])
               ["Subnet"]["SubnetId"]
               for index, (kind, zone) in enumerate((kind, zone) for kind in ("public", "private") for zone in zones)]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    group = ec2.create_security_group(GroupName="web", Description="Web servers", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        for port in (22, 80, 443)])
    started: list[str] = []
    for fleet, count in fleets.items():
        for index in range(count):
            instance = ec2.run_instances(
                ImageId=image, MinCount=1, MaxCount=1, SecurityGroupIds=[group],
                InstanceType={"web": "t3.medium", "worker": "c6i.large", "db": "r6i.xlarge"}[fleet],
                SubnetId=subnets[index % len(subnets)], TagSpecifications=[{"ResourceType": "instance", "Tags": _tags(
                    Name=f"{fleet}-{index + 1:02d}", env="sandbox", team="shop", acme_role=fleet)}])
            started.append(instance["Instances"][0]["InstanceId"])
    ec2.stop_instances(InstanceIds=started[-1:])
    ec2.create_volume(AvailabilityZone=zones[0], Size=100, VolumeType="gp3")


# ---- identities -----------------------------------------------------------------------------------------------------


def _trust(service: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]})


def identities(client: Client) -> str:
    """Users, groups and roles that own no keys; returns the ARN of the role the functions run as."""
    iam = client("iam")
    policy = iam.create_policy(PolicyName="data-lake-read", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
                                                 "Resource": "arn:aws:s3:::acme-data-lake*"}]}))["Policy"]["Arn"]
    iam.create_group(GroupName="developers")
    iam.attach_group_policy(GroupName="developers", PolicyArn=policy)
    for name, team in (("alice", "shop"), ("bob", "data"), ("carol", "platform")):
        iam.create_user(UserName=name, Tags=_tags(team=team))
        iam.add_user_to_group(GroupName="developers", UserName=name)
    roles = {"lambda-exec": "lambda.amazonaws.com", "web-server": "ec2.amazonaws.com",
             "data-pipeline": "glue.amazonaws.com"}
    arns = {name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=_trust(service),
                                  Description=f"Assumed by {service}")["Role"]["Arn"]
            for name, service in roles.items()}
    iam.attach_role_policy(RoleName="data-pipeline", PolicyArn=policy)
    iam.create_instance_profile(InstanceProfileName="web-server")
    iam.add_role_to_instance_profile(InstanceProfileName="web-server", RoleName="web-server")
    return arns["lambda-exec"]


# ---- functions, logs, alarms, stacks --------------------------------------------------------------------------------


def _code() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("handler.py", "def handle(event, context):\n    return {'ok': True}\n")
    return buffer.getvalue()


def functions(client: Client, role: str, names: tuple[str, ...]) -> None:
    code = _code()
    for index, name in enumerate(names):
        client("lambda").create_function(
            FunctionName=name, Runtime="python3.12", Role=role, Handler="handler.handle", Code={"ZipFile": code},
            Description=f"Handles {name.replace('-', ' ')}", Timeout=30, MemorySize=128 << index % 4,
            Environment={"Variables": {"STAGE": "sandbox", "TABLE": "orders"}}, Tags={"team": "shop"})


def logs(client: Client, groups: tuple[str, ...], events: int) -> None:
    service = client("logs")
    begin = datetime.now(timezone.utc) - timedelta(hours=2)  # the service takes no events older than 14 days
    for number, group in enumerate(groups):
        service.create_log_group(logGroupName=group, tags={"env": "sandbox"})
        service.put_retention_policy(logGroupName=group, retentionInDays=30)
        for stream in range(2):
            name = f"{begin:%Y/%m/%d}/[$LATEST]{number:04x}{stream:04x}"
            service.create_log_stream(logGroupName=group, logStreamName=name)
            service.put_log_events(logGroupName=group, logStreamName=name, logEvents=[
                {"timestamp": int((begin + timedelta(seconds=7 * index)).timestamp() * 1000),
                 "message": json.dumps({"level": ("INFO", "INFO", "WARN", "ERROR")[index % 4],
                                        "message": f"request {index} took {index * 37 % 900} ms"})}
                for index in range(events)])


def alarms(client: Client, action: str) -> None:
    watch = client("cloudwatch")
    for name, metric, threshold in (("orders-queue-too-long", "ApproximateNumberOfMessagesVisible", 100.0),
                                    ("api-5xx", "5XXError", 5.0), ("worker-cpu-high", "CPUUtilization", 80.0)):
        watch.put_metric_alarm(AlarmName=name, MetricName=metric, Namespace="Acme/Shop", Statistic="Average", Period=60,
                               EvaluationPeriods=3, Threshold=threshold, AlarmActions=[action],
                               ComparisonOperator="GreaterThanThreshold",
                               AlarmDescription=f"{metric} above {threshold}")
    watch.set_alarm_state(AlarmName="api-5xx", StateValue="ALARM", StateReason="3 datapoints were above 5.0")
    watch.set_alarm_state(AlarmName="worker-cpu-high", StateValue="OK", StateReason="3 datapoints were below 80.0")
    now = datetime.now(timezone.utc)
    watch.put_metric_data(Namespace="Acme/Shop", MetricData=[
        {"MetricName": "5XXError", "Value": float(minute % 9), "Timestamp": now - timedelta(minutes=minute)}
        for minute in range(60)])


_TEMPLATE = {
    "AWSTemplateFormatVersion": "2010-09-09", "Description": "Notifications of the shop",
    "Parameters": {"Stage": {"Type": "String", "Default": "sandbox"}},
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "stack-notifications"}},
                  "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "stack-notifications"}}},
    "Outputs": {"TopicArn": {"Value": {"Ref": "Topic"}}, "QueueUrl": {"Value": {"Ref": "Queue"}}},
}


def stacks(client: Client, account: str, region: str) -> None:
    """One that is well and has a change set, one that has failed: moto's own never do, so its backend is told."""
    from moto.cloudformation.models import Event, cloudformation_backends

    service = client("cloudformation")
    service.create_stack(StackName="shop-notifications", TemplateBody=json.dumps(_TEMPLATE), Tags=_tags(team="shop"))
    changed = {**_TEMPLATE, "Resources": {**_TEMPLATE["Resources"], "Audit": {
        "Type": "AWS::SQS::Queue", "Properties": {"QueueName": "stack-audit"}}}}
    service.create_change_set(StackName="shop-notifications", ChangeSetName="add-audit", ChangeSetType="UPDATE",
                              TemplateBody=json.dumps(changed))
    search = {"AWSTemplateFormatVersion": "2010-09-09", "Description": "Search of the shop", "Resources": {
        "Index": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "search-index"}},
        "Uploads": {"Type": "AWS::SNS::Topic", "Properties": {}}}}
    identifier = service.create_stack(StackName="shop-search", TemplateBody=json.dumps(search))["StackId"]
    stack = cloudformation_backends[account][region].get_stack(identifier)

    def tell(logical: str, kind: str, status: str, reason: str | None = None) -> None:
        physical = identifier if logical == "shop-search" else f"shop-search-{logical.lower()}"
        stack.events.append(Event(identifier, "shop-search", logical, physical, kind, status, reason, None))

    tell("shop-search", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS", "User Initiated")
    tell("Uploads", "AWS::SNS::Topic", "UPDATE_IN_PROGRESS")
    tell("Uploads", "AWS::SNS::Topic", "UPDATE_FAILED", "acme-uploads already exists (Service: SNS, Status Code: 400)")
    tell("Index", "AWS::SQS::Queue", "UPDATE_FAILED", "Resource update cancelled")
    tell("shop-search", "AWS::CloudFormation::Stack", "UPDATE_ROLLBACK_IN_PROGRESS",
         "The following resource(s) failed to update: [Uploads, Index].")
    tell("shop-search", "AWS::CloudFormation::Stack", "UPDATE_ROLLBACK_COMPLETE")
    stack.status = "UPDATE_ROLLBACK_COMPLETE"


# ---- metrics, state machines, databases -----------------------------------------------------------------------------


def metrics(client: Client, hours: int) -> None:
    """A day in the life of the first instance, of a function and of a queue, with a gap in it."""
    reservations = client("ec2").describe_instances()["Reservations"]
    instance = reservations[0]["Instances"][0]["InstanceId"]
    now = datetime.now(timezone.utc).replace(second=0, microsecond=0)

    def put(space: str, name: str, dimension: str, value: str, of: Callable[[int], float]) -> None:
        data = [{"MetricName": name, "Dimensions": [{"Name": dimension, "Value": value}], "Value": of(minute),
                 "Timestamp": now - timedelta(minutes=minute)}
                for minute in range(60 * hours) if not 50 <= minute < 65]
        for start in range(0, len(data), 50):  # boto3 would compress larger requests, whose signatures moto refuses
            client("cloudwatch").put_metric_data(Namespace=space, MetricData=data[start:start + 50])

    put("AWS/EC2", "CPUUtilization", "InstanceId", instance, lambda minute: 22 + 18 * math.sin(minute / 23) + minute % 7)
    put("AWS/EC2", "NetworkIn", "InstanceId", instance, lambda minute: 4e6 + 3e6 * math.sin(minute / 31))
    put("AWS/EC2", "NetworkOut", "InstanceId", instance, lambda minute: 7e6 + 5e6 * math.cos(minute / 17))
    put("AWS/EC2", "StatusCheckFailed", "InstanceId", instance, lambda minute: 0.0)
    put("AWS/Lambda", "Invocations", "FunctionName", "create-order", lambda minute: float(minute * 7 % 40))
    put("AWS/Lambda", "Duration", "FunctionName", "create-order", lambda minute: 120 + 60 * math.sin(minute / 9))
    put("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "orders", lambda minute: float(minute % 60))


_STATES = {"StartAt": "Reserve", "States": {
    "Reserve": {"Type": "Pass", "Next": "Charge"}, "Charge": {"Type": "Pass", "Next": "Ship"},
    "Ship": {"Type": "Pass", "End": True}}}


def state_machine(client: Client, role: str, executions: int) -> None:
    service = client("stepfunctions")
    machine = service.create_state_machine(name="fulfil-order", definition=json.dumps(_STATES),
                                           roleArn=role)["stateMachineArn"]
    for index in range(executions):
        execution = service.start_execution(stateMachineArn=machine, name=f"order-{index:04d}",
                                            input=json.dumps({"order": index, "total": index * 9.5}))["executionArn"]
        if index % 4:
            service.stop_execution(executionArn=execution, error="Cancelled", cause="The customer has changed his mind")


def database(client: Client) -> None:
    client("rds").create_db_instance(DBInstanceIdentifier="shop", DBInstanceClass="db.t3.medium", Engine="postgres",
                                     MasterUsername="shop", MasterUserPassword="sandbox-only", AllocatedStorage=20)


# ---- all of it ------------------------------------------------------------------------------------------------------


def _clients(session: boto3.Session, region: str) -> Client:
    made: dict[str, Any] = {}
    return lambda service: made.get(service) or made.setdefault(service, session.client(service, region_name=region))


def _seed_region(client: Client, role: str, region: str, account: str, size: int) -> None:
    dynamodb(client, orders=20 * size)
    messaging(client)
    network_and_instances(client, _some_image(account, region), {"web": size, "worker": size // 2, "db": 1})
    functions(client, role, ("create-order", "resize-image", "send-receipt", "nightly-report")[:1 + size // 2])
    logs(client, ("/aws/lambda/create-order", "/aws/lambda/resize-image", "/acme/shop/api"), events=10 * size)
    alarms(client, f"arn:aws:sns:{region}:{account}:alarms")
    stacks(client, account, region)
    metrics(client, hours=1 + size // 3)
    state_machine(client, role, executions=size)
    database(client)


def seed(main: tuple[str, str], prod: tuple[str, str]) -> None:
    """`main` and `prod`: access key id and secret of an administrator of either account."""
    # reset=False: the users and buckets are there already. Functions are not run, so no Docker is asked for.
    mock_aws(config={"lambda": {"use_docker": False}}).start(reset=False)
    for keys, account, regions in ((main, MAIN_ACCOUNT, {WEST: 8, EAST: 3}), (prod, PROD_ACCOUNT, {PROD: 2})):
        # One session for all regions of an account: it parses each service model once.
        session = boto3.Session(aws_access_key_id=keys[0], aws_secret_access_key=keys[1])
        role = identities(_clients(session, "us-east-1"))
        for region, size in regions.items():
            _seed_region(_clients(session, region), role, region, account, size)
