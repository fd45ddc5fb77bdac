"""An upload in parts that is killed again and again: inia-cli upload --resume against MinIO.

    INIA_TEST_MINIO_ENDPOINT=... INIA_TEST_MINIO_ACCESS_KEY=... INIA_TEST_MINIO_SECRET_KEY=... \
        python kill_upload.py INIA_CLI

Twenty uploads of one file, each killed (SIGKILL) when it has got so far as chance wants it, once or twice, then gone
on with until it is done. Each object has to be the file, and no upload may be left, also when the file has changed
in between and the old upload had to be aborted.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_ENDPOINT, _ACCESS_KEY, _SECRET_KEY = (f"INIA_TEST_MINIO_{word}" for word in ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY"))
_BUCKET = "inia-killed-uploads"
_SIZE = 44 * 1024 * 1024 + 4711  # five parts and some bytes
_ROUNDS = 20


class Uploads:
    def __init__(self, program: str, client, folder: Path) -> None:
        self._program = program
        self.client = client
        self.source = folder / "source.bin"
        self.journal = folder / "resume.json"
        self.write_source(0)

    def write_source(self, seed: int) -> None:
        self.source.write_bytes(random.Random(seed).randbytes(_SIZE))

    def _start(self, key: str) -> subprocess.Popen[str]:
        from inia_cli import without_aws

        environment = without_aws(os.environ) | {"HOME": "/nonexistent", "AWS_REGION": "us-east-1",
                                       "AWS_ACCESS_KEY_ID": os.environ[_ACCESS_KEY],
                                       "AWS_SECRET_ACCESS_KEY": os.environ[_SECRET_KEY]}
        command = [self._program, "upload", str(self.source), f"s3://{_BUCKET}/{key}", "--resume", str(self.journal),
                   "--endpoint-url", os.environ[_ENDPOINT]]
        return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)

    def killed(self, key: str, lines: int) -> bool:
        """Killed after so many lines of progress, if it was not done before."""
        with self._start(key) as process:
            assert process.stderr
            for _ in range(lines):
                if not process.stderr.readline():
                    break
            process.kill()
        return process.returncode != 0

    def finish(self, key: str) -> None:
        with self._start(key) as process:
            _, complaint = process.communicate(timeout=120)
        if process.returncode != 0:
            raise SystemExit(f"{key}: gone on with, it ended with {process.returncode}: {complaint}")

    def check(self, key: str) -> None:
        body = self.client.get_object(Bucket=_BUCKET, Key=key)["Body"].read()
        if hashlib.sha256(body).digest() != hashlib.sha256(self.source.read_bytes()).digest():
            raise SystemExit(f"{key}: the object is not the file")
        left = self.client.list_multipart_uploads(Bucket=_BUCKET, Prefix=key).get("Uploads", [])
        if left:
            raise SystemExit(f"{key}: {len(left)} uploads are left")
        if self.journal.exists():
            raise SystemExit(f"{key}: the file of --resume is left")


def _run(program: str, client) -> int:
    chance = random.Random(20)
    interrupted = 0
    with tempfile.TemporaryDirectory() as folder:
        uploads = Uploads(program, client, Path(folder))
        for number in range(_ROUNDS):
            key = f"file-{number}"
            for _ in range(chance.randint(1, 2)):
                interrupted += uploads.killed(key, chance.randint(1, 8))
            if number % 5 == 4:
                uploads.write_source(number)
            uploads.finish(key)
            uploads.check(key)
    if interrupted < _ROUNDS:
        raise SystemExit(f"only {interrupted} uploads could be killed in time: this shows nothing")
    print(f"{_ROUNDS} uploads, killed {interrupted} times: every object is the file, no upload is left")
    return 0


def main(arguments: list[str]) -> int:
    missing = [name for name in (_ENDPOINT, _ACCESS_KEY, _SECRET_KEY) if not os.environ.get(name)]
    if missing:
        print(f"Skipped as a whole: {', '.join(missing)} not set; packaging/test.sh starts MinIO and sets them")
        return 0
    import boto3

    client = boto3.client("s3", endpoint_url=os.environ[_ENDPOINT], region_name="us-east-1",
                          aws_access_key_id=os.environ[_ACCESS_KEY], aws_secret_access_key=os.environ[_SECRET_KEY])
    client.create_bucket(Bucket=_BUCKET)
    try:
        return _run(arguments[0], client)
    finally:
        for listed in client.list_objects_v2(Bucket=_BUCKET).get("Contents", []):
            client.delete_object(Bucket=_BUCKET, Key=listed["Key"])
        for upload in client.list_multipart_uploads(Bucket=_BUCKET).get("Uploads", []):
            client.abort_multipart_upload(Bucket=_BUCKET, Key=upload["Key"], UploadId=upload["UploadId"])
        client.delete_bucket(Bucket=_BUCKET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
