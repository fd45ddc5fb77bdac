"""What the sandbox's account lacks for every collection of boto3's resources to have rows."""

from __future__ import annotations

import json
from typing import Any

import boto3

_ZONE = "us-west-2a"
# Self-signed, with a key that nobody has kept.
_CERTIFICATE = "\n".join((
    "-----BEGIN CERTIFICATE-----",
    "MIIBGzCBw6ADAgECAgEBMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDHdhbGsuZXhh",
    "bXBsZTAgFw0yNjAxMDEwMDAwMDBaGA8yMTI2MDEwMTAwMDAwMFowFzEVMBMGA1UE",
    "AwwMd2Fsay5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbZw2DECR",
    "vYMtJlwUowt3VvQpSUVCBH5IpgeEcb6Ns9Boiu0Ut+DuB4tAXEQ/49iY5n0ZeDhA",
    "gTX2a0K1D8kxbDAKBggqhkjOPQQDAgNHADBEAiAvY/b1YZFnVn6Qk/sEsXu7jdnL",
    "XJ5mag1jCIEOCG0JBQIgblnryV7KbPF+uNdMJ6mNvQsw47LYVGVlxPUB36F5xcI=",
    "-----END CERTIFICATE-----",
))
_METADATA = ('<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://walk.example.com">'
             + "<!-- " + "x" * 1000 + " --></EntityDescriptor>")
_POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
_TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})


def seed(session: boto3.Session) -> set[str]:
    """Returns the identifiers of what it has made, for the walk to look there first."""
    return (_ec2(session.client("ec2")) | _iam(session.client("iam")) | _s3(session.client("s3"))
            | _sns(session.client("sns")) | _sqs(session.client("sqs")) | _glacier(session.client("glacier"))
            | _cloudwatch(session.client("cloudwatch")))


def _ec2(ec2: Any) -> set[str]:
    vpc, other = (ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"] for number in (71, 72))
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.71.1.0/24", AvailabilityZone=_ZONE)["Subnet"]["SubnetId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    peering = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=other)
    peering = peering["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    group = ec2.create_security_group(GroupName="walk", Description="walk", VpcId=vpc)["GroupId"]
    interface = ec2.create_network_interface(SubnetId=subnet, Groups=[group])["NetworkInterface"]["NetworkInterfaceId"]
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    ec2.create_key_pair(KeyName="walk")
    instance = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, SubnetId=subnet, SecurityGroupIds=[group],
                                 KeyName="walk",
                                 Placement={"AvailabilityZone": _ZONE})
    instance = instance["Instances"][0]["InstanceId"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=address, InstanceId=instance)
    ec2.allocate_address(Domain="standard")
    volume = ec2.create_volume(AvailabilityZone=_ZONE, Size=8)["VolumeId"]
    ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device="/dev/sdh")
    snapshot = ec2.create_snapshot(VolumeId=volume, Description="walk")["SnapshotId"]
    own = ec2.create_image(InstanceId=instance, Name="walk")["ImageId"]
    options = ec2.create_dhcp_options(DhcpConfigurations=[{"Key": "domain-name", "Values": ["walk.example"]}])
    options = options["DhcpOptions"]["DhcpOptionsId"]
    ec2.associate_dhcp_options(DhcpOptionsId=options, VpcId=vpc)
    ec2.create_tags(Resources=[vpc, instance, volume], Tags=[{"Key": "walk", "Value": "é & <x>"}])
    return {vpc, other, subnet, gateway, table, peering, group, interface, instance, address, volume, snapshot, own,
            options, "walk"}


def _iam(iam: Any) -> set[str]:
    iam.create_user(UserName="walk")
    iam.create_group(GroupName="walk")
    iam.add_user_to_group(GroupName="walk", UserName="walk")
    iam.create_role(RoleName="walk", AssumeRolePolicyDocument=_TRUST)
    policy = iam.create_policy(PolicyName="walk", PolicyDocument=_POLICY)["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=_POLICY, SetAsDefault=True)
    for kind in ("user", "group", "role"):
        name = {f"{kind.title()}Name": "walk"}
        getattr(iam, f"attach_{kind}_policy")(**name, PolicyArn=policy)
        getattr(iam, f"put_{kind}_policy")(**name, PolicyName="inline", PolicyDocument=_POLICY)
    iam.create_access_key(UserName="walk")
    iam.create_login_profile(UserName="walk", Password="Walk-1234!")
    iam.upload_signing_certificate(UserName="walk", CertificateBody=_CERTIFICATE)
    for name in ("walk", "unused"):
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        if name == "walk":
            iam.enable_mfa_device(UserName="walk", SerialNumber=device, AuthenticationCode1="123456",
                                  AuthenticationCode2="654321")
    iam.create_instance_profile(InstanceProfileName="walk")
    iam.add_role_to_instance_profile(InstanceProfileName="walk", RoleName="walk")
    iam.create_saml_provider(Name="walk", SAMLMetadataDocument=_METADATA)
    iam.upload_server_certificate(ServerCertificateName="walk", CertificateBody=_CERTIFICATE, PrivateKey="walk")
    iam.update_account_password_policy(MinimumPasswordLength=12)
    iam.create_account_alias(AccountAlias="walk-sandbox")
    return {"walk", policy}


def _s3(s3: Any) -> set[str]:
    bucket = "acme-walk"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    for body in (b"first", b"second"):
        s3.put_object(Bucket=bucket, Key="walk/ü + %", Body=body, Metadata={"walk": "yes"})
    upload = s3.create_multipart_upload(Bucket=bucket, Key="large")["UploadId"]
    for number in (1, 2):
        s3.upload_part(Bucket=bucket, Key="large", UploadId=upload, PartNumber=number, Body=b"x" * 5 * 1024 * 1024)
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "walk", "Value": "yes"}]})
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": []}))
    return {bucket, upload}


def _sns(sns: Any) -> set[str]:
    topic = sns.create_topic(Name="walk")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="walk@example.com")
    application = sns.create_platform_application(Name="walk", Platform="GCM", Attributes={})["PlatformApplicationArn"]
    sns.create_platform_endpoint(PlatformApplicationArn=application, Token="walk", CustomUserData="ü")
    return {topic, application}


def _sqs(sqs: Any) -> set[str]:
    dead = sqs.create_queue(QueueName="walk-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    source = sqs.create_queue(QueueName="walk", Attributes={
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})})["QueueUrl"]
    return {dead, source}


def _glacier(glacier: Any) -> set[str]:
    glacier.create_vault(vaultName="walk")
    archive = glacier.upload_archive(vaultName="walk", body=b"walk")["archiveId"]
    glacier.initiate_job(vaultName="walk", jobParameters={"Type": "archive-retrieval", "ArchiveId": archive})
    glacier.initiate_job(vaultName="walk", jobParameters={"Type": "inventory-retrieval"})
    return {"walk"}


def _cloudwatch(watch: Any) -> set[str]:
    watch.put_metric_data(Namespace="Acme/Shop", MetricData=[
        {"MetricName": name, "Value": 1.5} for name in ("CPUUtilization", "ApproximateNumberOfMessagesVisible")])
    return set()
