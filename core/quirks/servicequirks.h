#pragma once

#include "core/checksum/checksum.h"
#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/protocol.h"
#include "core/signing/cryptography.h"
#include "core/signing/signingcontext.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class RequestSignatures;
struct ClientConfig;
struct Quirk;

/// A URL by which a service may ask the region that something is copied from.
struct CrossRegionUrl {
    std::string member; ///< of the request, which is to hold the URL
    std::string sourceRegion;
    std::string destinationRegion;
    bool sendsDestination = false; ///< the request names its own region too
};

/// What quirks may know and remember about one call, beside its parameters and messages.
struct QuirkContext {
    /// Looks up the quirks that apply; both references outlive the context.
    QuirkContext(const OperationModel& operation, const ClientConfig& config);

    const OperationModel& operation;
    const ClientConfig& config;
    /// Those of the table that apply to the operation, in its order.
    std::vector<const Quirk*> quirks;
    /// Replaces the model's requestUri for serializing; empty to keep it.
    std::string requestUri;
    /// The endpoint rules put into the host what the model's host prefix would.
    bool dropsHostPrefix = false;
    /// The program asked for url encoding, so it has to undo it.
    bool decodeKeys = false;
    /// Of an event stream that was handed on; empty otherwise.
    std::string lastEvent;
    /// Made when the request is signed, as it takes credentials.
    std::optional<CrossRegionUrl> crossRegionUrl;
};

/// A deviation of a service from what its model says: botocore's handlers as a table. A null hook is
/// skipped. The hooks stand in the order in which a call meets them.
struct Quirk {
    std::string_view service;    ///< client name; "*" for all
    std::string_view operations; ///< names with a space between them; "*" for all
    std::string_view reason;
    /// The row of tst_quirks that shows it.
    std::string_view test;

    /// Parameters as the caller gave them, not validated yet (before-parameter-build).
    Result<void> (*beforeBuild)(QuirkContext&, Value& params) = nullptr;
    /// The serialized request, without endpoint and checksums (before-call).
    void (*beforeCall)(QuirkContext&, SerializedRequest&) = nullptr;
    /// The whole request, when its address is known, not signed yet; once for all attempts (request-created).
    Result<void> (*requestCreated)(QuirkContext&, HttpRequest&) = nullptr;
    /// The response as it came (before-parse).
    void (*beforeParse)(QuirkContext&, HttpResponse&) = nullptr;
    /// A response the parser could not read; true to have it parsed once more.
    bool (*parseFailed)(QuirkContext&, HttpResponse&) = nullptr;
    /// Whether the result proves that the call was done: services say so by something of their own. Before
    /// afterCall. (botocore asks for no proof.)
    Result<void> (*proof)(QuirkContext&, const HttpResponse&, const Value& result) = nullptr;
    /// The result of a call that went well, with the response as it came (after-call).
    void (*afterCall)(QuirkContext&, const HttpResponse&, Value& result) = nullptr;
    /// What the service said was wrong (after-call). `errorValue` as in ParsedResponse.
    void (*afterError)(QuirkContext&, const Value& errorValue, Error&) = nullptr;
};

/// The hash over SHA-256 hashes of whole mebibytes that Glacier asks for: pairs are hashed until one is
/// left. Takes the bytes in any pieces.
class TreeHash final {
public:
    void update(std::string_view bytes);
    /// In small hexadecimal digits.
    [[nodiscard]] std::string hex() const;

private:
    std::vector<Sha256Digest> m_leaves;
    Checksum m_leaf{ChecksumAlgorithm::Sha256}; ///< the mebibyte under way
    std::size_t m_leafSize = 0;
};

/// Puts the URL into the form that is the request's body: the same request as GET, signed for the region of
/// the source. `signing` is the request's own. Fails with what the signer says.
[[nodiscard]] Result<void> addCrossRegionUrl(HttpRequest& request, const CrossRegionUrl& plan,
                                             const Credentials& credentials, const SigningContext& signing,
                                             RequestSignatures& signer);

} // namespace inia

namespace inia::quirks {

// Quirks of all services, and of several that share one.

Result<void> refuseTwoWayStream(QuirkContext& context, Value& params);

Result<void> takeFilters(QuirkContext& context, Value& params);
Result<void> takeFromTime(QuirkContext& context, Value& params);
Result<void> takeReturnFields(QuirkContext& context, Value& params);

Result<void> encodeUserData(QuirkContext& context, Value& params);

// Texts of results that hold another document: botocore hands out what is in them.

void decodePolicies(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeTemplateBody(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeConsoleOutput(QuirkContext& context, const HttpResponse& response, Value& result);

/// Copies from another region carry a URL by which the service may ask that region: these read and take out
/// of the parameters what it is made of.
Result<void> planUrlForEc2(QuirkContext& context, Value& params);
Result<void> planUrlForDatabases(QuirkContext& context, Value& params);

// Quirks of single services that have one or two; the table names what each is for.

void preferJson(QuirkContext& context, SerializedRequest& request);

Result<void> defaultAccountId(QuirkContext& context, Value& params);
void addGlacierVersion(QuirkContext& context, SerializedRequest& request);
void addGlacierHashes(QuirkContext& context, SerializedRequest& request);

Result<void> shortenRoute53Ids(QuirkContext& context, Value& params);

Result<void> usePredictEndpoint(QuirkContext& context, HttpRequest& request);
Result<void> sendSearchAsForm(QuirkContext& context, HttpRequest& request);

void nameSqsException(QuirkContext& context, const Value& errorValue, Error& error);
void readOAuthMessage(QuirkContext& context, HttpResponse& response);

} // namespace inia::quirks
