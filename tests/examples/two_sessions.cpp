#include "core/inia.h"

#include <iostream>

int main(int argc, char* argv[])
{
    return inia::sync::run(argc, argv, [](const auto& program) {
        const auto sqs = program.client("sqs");
        const auto s3 = program.resource("s3");

        const auto westSession = program.session({.region = "us-west-2"});
        const auto eastSession = program.session({.region = "us-east-1"});
        const auto backupS3 = westSession.resource("s3");
        const auto videoS3 = eastSession.resource("s3");
        const auto backupClient = westSession.client("s3");
        const auto videoClient = program.client("s3", {.region = "us-east-1"});

        for (const auto& bucket : backupS3.collection("buckets"))
            std::cout << bucket["name"] << '\n';
    });
}
