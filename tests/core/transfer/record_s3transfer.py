#!/usr/bin/env python3
"""Writes data/s3transfer.json: the requests that boto3's transfers make, and what answered them.

Usage: record_s3transfer.py > data/s3transfer.json, with the boto3 that the conformance data is of.
No request leaves the machine: botocore's before-send event answers.
"""
import io
import json
import os
import sys
import tempfile
import threading
from urllib.parse import urlsplit, parse_qs

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.awsrequest import AWSResponse
from botocore.config import Config

MIB = 1024 * 1024
SKIPPED = {
    'user-agent', 'authorization', 'x-amz-date', 'amz-sdk-invocation-id', 'amz-sdk-request', 'expect',
    'content-length', 'transfer-encoding',
}
NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


def content(size):
    return (bytes(range(251)) * (size // 251 + 1))[:size]


class Raw(io.BytesIO):
    def stream(self, **kwargs):
        yield self.read()


class Recorder:
    """Answers as S3 would, as far as transfers look at it."""

    def __init__(self, case):
        self.case = case
        self.requests = []
        self.lock = threading.Lock()

    def answer(self, method, url, headers):
        query = parse_qs(urlsplit(url).query, keep_blank_values=True)
        etag = {'ETag': '"made"'}
        if method == 'HEAD':
            return 200, self.case['head'], ''
        if 'uploads' in query:
            body = f'<InitiateMultipartUploadResult {NAMESPACE}><UploadId>an-id</UploadId></InitiateMultipartUploadResult>'
            return 200, {}, body
        if 'uploadId' in query and method == 'PUT':
            etag = f'"part-{query["partNumber"][0]}"'
            if 'x-amz-copy-source' in headers:
                body = f'<CopyPartResult {NAMESPACE}><ETag>{etag}</ETag><ChecksumSHA256>c2hh</ChecksumSHA256></CopyPartResult>'
                return 200, {}, body
            sums = {k: v for k, v in headers.items() if k.lower().startswith('x-amz-checksum-')}
            return 200, {'ETag': etag, **sums}, ''
        if 'uploadId' in query:
            body = f'<CompleteMultipartUploadResult {NAMESPACE}><ETag>"whole"</ETag></CompleteMultipartUploadResult>'
            return 200, {'x-amz-version-id': 'v-new'} if self.case.get('versioned') else {}, body
        if 'tagging' in query and method == 'GET':
            body = f'<Tagging {NAMESPACE}><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>'
            return 200, {}, body
        if method == 'GET' and 'annotationName' in query:
            return 200, {}, 'a note'
        if method == 'GET':
            names = ''.join(f'<Annotation><AnnotationName>{name}</AnnotationName></Annotation>' for name in ('one', 'two'))
            body = f'<ListObjectAnnotationsResult {NAMESPACE}><Annotations>{names}</Annotations></ListObjectAnnotationsResult>'
            return 200, {}, body
        if 'x-amz-copy-source' in headers:
            return 200, {}, f'<CopyObjectResult {NAMESPACE}><ETag>"whole"</ETag></CopyObjectResult>'
        if 'annotationName' in query:
            return 200, etag, '<PutObjectAnnotationOutput><Key>key</Key></PutObjectAnnotationOutput>'
        return 200, etag, ''

    def send(self, request, **kwargs):
        text = lambda value: value.decode() if isinstance(value, bytes) else str(value)
        headers = {k: text(v) for k, v in request.headers.items()}
        status, answered, body = self.answer(request.method, request.url, headers)
        sent = request.body
        if sent is None:
            sent = b''
        if hasattr(sent, 'read'):
            sent = sent.read()
        if isinstance(sent, str):
            sent = sent.encode()
        with self.lock:
            self.requests.append({
                'method': request.method,
                'url': request.url,
                'headers': {k: v for k, v in sorted(headers.items()) if k.lower() not in SKIPPED},
                'size': len(sent),
                'body': sent.decode() if sent.startswith(b'<') else '',
                'answer': {'status': status, 'headers': answered, 'body': body},
            })
        return AWSResponse(request.url, status, {'Content-Length': str(len(body)), **answered}, Raw(body.encode()))


def record(case):
    client = boto3.session.Session(aws_access_key_id='AKIDEXAMPLE', aws_secret_access_key='secret').client(
        's3', region_name='us-east-1', endpoint_url=case.get('endpoint', 'http://s3.test'),
        config=Config(s3={'addressing_style': 'path'}, retries={'total_max_attempts': 1},
                      request_checksum_calculation=case.get('checksums', 'when_supported')))
    recorder = Recorder(case)
    client.meta.events.register_last('before-send.s3', recorder.send)
    config = TransferConfig(multipart_threshold=case.get('threshold', 8 * MIB),
                            multipart_chunksize=case.get('partSize', 8 * MIB))
    if case['transfer'] == 'upload':
        with tempfile.NamedTemporaryFile() as file:
            file.write(content(case['size']))
            file.flush()
            client.upload_file(file.name, 'bucket', case.get('key', 'key'), ExtraArgs=case['arguments'], Config=config)
    else:
        client.copy(case['source'], 'bucket', 'key', ExtraArgs=case['arguments'], Config=config)
    case['requests'] = sorted(recorder.requests, key=lambda request: (request['url'], request['method']))
    return case


MANY = {
    'ACL': 'bucket-owner-full-control', 'CacheControl': 'no-cache', 'ContentType': 'text/plain',
    'ContentDisposition': 'inline', 'ContentEncoding': 'identity', 'ContentLanguage': 'en',
    'ExpectedBucketOwner': '111122223333', 'GrantRead': 'id=1', 'Metadata': {'one': 'two'},
    'ObjectLockLegalHoldStatus': 'ON', 'RequestPayer': 'requester', 'StorageClass': 'STANDARD_IA',
    'SSECustomerAlgorithm': 'AES256', 'SSECustomerKey': '0123456789abcdef0123456789abcdef',
    'Tagging': 'a=1&b=2%203', 'WebsiteRedirectLocation': '/x',
}
HEAD = {
    'ContentLength': None, 'ETag': '"source"', 'Content-Type': 'image/png', 'Cache-Control': 'max-age=3',
    'Content-Language': 'de', 'Expires': 'Thu, 01 Dec 1994 16:00:00 GMT', 'x-amz-meta-kind': 'kept',
    'Last-Modified': 'Thu, 01 Dec 1994 16:00:00 GMT',
}


def upload(name, size, arguments=None, **more):
    return {'name': name, 'transfer': 'upload', 'size': size, 'arguments': arguments or {}, **more}


def copy(name, size, arguments=None, source=None, **more):
    head = {k: v for k, v in HEAD.items() if v}
    head['Content-Length'] = str(size)
    return {'name': name, 'transfer': 'copy', 'size': size, 'arguments': arguments or {}, 'head': head,
            'source': source or {'Bucket': 'from', 'Key': 'a key/ü'}, **more}


BIG = 11 * MIB + 5
SMALL_PARTS = {'partSize': 5 * MIB}
VERSION = {'Bucket': 'from', 'Key': 'k', 'VersionId': 'v-old'}
CASES = [
    upload('empty', 0),
    upload('small', 100),
    upload('below the threshold', 8 * MIB - 1),
    upload('at the threshold', 8 * MIB),
    upload('unicode key', 100, key='a b/ü+%.txt'),
    upload('parts', BIG, **SMALL_PARTS),
    upload('parts over TLS', BIG, endpoint='https://s3.test', **SMALL_PARTS),
    upload('parts that are too small', 6 * MIB, threshold=MIB, partSize=MIB),
    upload('all arguments', 100, MANY),
    upload('parts with all arguments', BIG, MANY, **SMALL_PARTS),
    upload('another checksum', 100, {'ChecksumAlgorithm': 'SHA256'}),
    upload('parts with another checksum', BIG, {'ChecksumAlgorithm': 'SHA256'}, **SMALL_PARTS),
    upload('checksum of the whole', 100, {'ChecksumCRC32': 'AAAAAA==', 'ChecksumType': 'FULL_OBJECT'}),
    upload('parts with a checksum of the whole', BIG, {'ChecksumCRC32': 'AAAAAA==', 'MpuObjectSize': BIG}, **SMALL_PARTS),
    upload('no checksums', 100, checksums='when_required'),
    upload('parts without checksums', BIG, checksums='when_required', **SMALL_PARTS),
    copy('small', 100),
    copy('all arguments', 100, {k: v for k, v in MANY.items()} | {'MetadataDirective': 'REPLACE', 'TaggingDirective': 'REPLACE',
         'CopySourceIfMatch': '"source"', 'CopySourceSSECustomerAlgorithm': 'AES256',
         'CopySourceSSECustomerKey': '0123456789abcdef0123456789abcdef'}),
    copy('a version', 100, source=VERSION),
    copy('parts', BIG, **SMALL_PARTS),
    copy('parts with all arguments', BIG, {k: v for k, v in MANY.items()} | {
         'CopySourceIfMatch': '"source"', 'CopySourceSSECustomerAlgorithm': 'AES256',
         'CopySourceSSECustomerKey': '0123456789abcdef0123456789abcdef'}, **SMALL_PARTS),
    copy('parts with metadata replaced', BIG, {'MetadataDirective': 'REPLACE', 'Metadata': {'mine': '1'}, 'ContentType': 'a/b'}, **SMALL_PARTS),
    copy('parts with tags of the source', BIG, {'TaggingDirective': 'COPY', 'ExpectedBucketOwner': '111122223333'}, VERSION, versioned=True, **SMALL_PARTS),
    copy('parts with other tags', BIG, {'TaggingDirective': 'REPLACE', 'Tagging': 'x=1&y=&z=a+b%26'}, versioned=True, **SMALL_PARTS),
    copy('parts with annotations', BIG, {'AnnotationDirective': 'COPY', 'RequestPayer': 'requester'}, VERSION, versioned=True, **SMALL_PARTS),
    copy('parts with a checksum', BIG, {'ChecksumAlgorithm': 'SHA256'}, **SMALL_PARTS),
]

if __name__ == '__main__':
    os.environ['AWS_CONFIG_FILE'] = os.environ['AWS_SHARED_CREDENTIALS_FILE'] = os.devnull
    json.dump({'boto3': boto3.__version__, 'cases': [record(case) for case in CASES]}, sys.stdout, indent=1, ensure_ascii=False)
    print()
