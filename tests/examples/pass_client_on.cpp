#include "core/inia.h"

#include <iostream>
#include <string>

namespace {

void listBucketContents(const inia::sync::Client& s3, const std::string& bucketName)
{
    const auto response = s3.call("list_objects_v2", {{"Bucket", bucketName}});
    for (const auto& object : response["Contents"].items())
        std::cout << object["Key"] << '\n';
}

} // namespace

int main(int argc, char* argv[])
{
    return inia::sync::run(argc, argv, [](const auto& program) {
        const auto backupS3 = program.client("s3", {.region = "us-west-2"});
        const auto videoS3 = program.client("s3", {.region = "us-east-1"});

        listBucketContents(backupS3, "backupbucket");
        listBucketContents(videoS3, "videobucket");
    });
}
