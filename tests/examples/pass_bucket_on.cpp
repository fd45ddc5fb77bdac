#include "core/inia.h"

#include <iostream>

namespace {

void listBucketContents(const inia::sync::Resource& bucket)
{
    for (const auto& object : bucket.collection("objects"))
        std::cout << object["key"] << '\n';
}

} // namespace

int main(int argc, char* argv[])
{
    return inia::sync::run(argc, argv, [](const auto& program) {
        const auto westSession = program.session({.region = "us-west-2"});
        const auto eastSession = program.session({.region = "us-east-1"});
        const auto backupS3 = westSession.resource("s3");
        const auto videoS3 = eastSession.resource("s3");
        const auto backupBucket = backupS3.subResource("Bucket", {"backupbucket"});
        const auto videoBucket = videoS3.subResource("Bucket", {"videobucket"});

        listBucketContents(backupBucket);
        listBucketContents(videoBucket);
    });
}
