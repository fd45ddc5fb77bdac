#include "core/call/clientcontext.h"
#include "core/presign/presigner.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

Credentials exampleKeys()
{
    return {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "", {}, "test"};
}

std::string urlProblem(const Client& client, const Value& test)
{
    PresignOptions options;
    options.expires = std::chrono::seconds(test["expiresIn"].toInt(3600));
    options.httpMethod = test["httpMethod"].text();
    const auto url = client.presigner().urlWith(exampleKeys(), test["operation"].text(),
                                                untagged(test["params"]), options);
    return url ? differs("URL", url->url, test["expect"]["url"].text()) : url.error().message;
}

std::string postProblem(const Client& client, const Value& test)
{
    PostOptions options;
    const auto& given = test["args"];
    if (given.contains("Fields"))
        options.fields = given["Fields"];
    if (given.contains("Conditions"))
        options.conditions = given["Conditions"];
    options.expires = std::chrono::seconds(given["ExpiresIn"].toInt(3600));
    const auto post =
        client.presigner().postWith(exampleKeys(), test["bucket"].text(), test["key"].text(), options);
    if (!post)
        return post.error().message;
    auto fields = test["expect"]["fields"];
    fields.mutableMap().remove("policyDecoded");
    auto text = differs("URL", post->url, test["expect"]["url"].text());
    return post->fields == fields ? text : text + differs("fields", toJson(post->fields), toJson(fields));
}

std::string problem(const Value& test)
{
    BenchSetup setup;
    setup.region = test["region"].text();
    // The reference run asked for it: by boto3's defaults S3 would still presign with HMAC-SHA1.
    if (test["service"].text() == "s3")
        setup.options.signatureVersion = "s3v4";
    if (auto done = applyConfig(setup.options, test["clientConfig"]); !done)
        return done.error().message;
    if (test["clientArgs"].contains("endpoint_url"))
        setup.options.endpointUrl = test["clientArgs"]["endpoint_url"].text();
    const auto bench = makeBench(setup);
    const auto client = bench ? bench->session.client(test["service"].text()) : bench.error();
    if (!client)
        return client.error().message;
    return test.contains("bucket") ? postProblem(*client, test) : urlProblem(*client, test);
}

} // namespace

void runPresigning(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/presign.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return problem(test); });
}

} // namespace inia::conformance
