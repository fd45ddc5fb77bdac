#pragma once

#include "core/checksum/checksum.h"
#include "core/credentials/credentials.h"
#include "core/quirks/quirk.h"
#include "core/signing/hashing.h"
#include "core/signing/signingcontext.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

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

} // namespace inia

// Quirks of all services, and of several that share one.

namespace inia::quirks {

Result<void> refuseTwoWayStream(QuirkContext& context, Value& params);

Result<void> takeFilters(QuirkContext& context, Value& params);
Result<void> takeFromTime(QuirkContext& context, Value& params);
Result<void> takeReturnFields(QuirkContext& context, Value& params);

Result<void> encodeUserData(QuirkContext& context, Value& params);

// Texts of results that hold another document: botocore hands out what is in them.

void decodePolicies(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeTemplateBody(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeConsoleOutput(QuirkContext& context, const HttpResponse& response, Value& result);

} // namespace inia::quirks

namespace inia {

class RequestSignatures;

namespace quirks {

/// Copies from another region carry a URL by which the service may ask that region: these read and take out
/// of the parameters what it is made of.
Result<void> planUrlForEc2(QuirkContext& context, Value& params);
Result<void> planUrlForDatabases(QuirkContext& context, Value& params);

} // namespace quirks

/// Puts the URL into the form that is the request's body: the same request as GET, signed for the region of
/// the source. `signing` is the request's own. Fails with what the signer says.
[[nodiscard]] Result<void> addCrossRegionUrl(HttpRequest& request, const CrossRegionUrl& plan,
                                             const Credentials& credentials, const SigningContext& signing,
                                             RequestSignatures& signer);

} // namespace inia

// Quirks of single services that have one or two; the table names what each is for.

namespace inia::quirks {

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
