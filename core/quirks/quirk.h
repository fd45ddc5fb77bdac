#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/protocol.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

struct ClientConfig;
struct Quirk;

/// A URL by which a service may ask the region that something is copied from; see servicequirks.h.
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

} // namespace inia
