#include "core/call/call.h"

#include "core/call/answercheck.h"
#include "core/call/callattempts.h"
#include "core/call/clientcontext.h"
#include "core/call/requestsigner.h"
#include "core/call/responsebody.h"
#include "core/checksum/httpchecksum.h"
#include "core/common/clock.h"
#include "core/credentials/credentials.h"
#include "core/endpoint/endpointresolver.h"
#include "core/http/httpmessage.h"
#include "core/learned/clientmemory.h"
#include "core/model/servicemodel.h"
#include "core/protocol/protocol.h"
#include "core/quirks/quirks.h"

#include <QtCore/QMetaObject>

#include <atomic>
#include <new>
#include <utility>

namespace inia {

using std::chrono::milliseconds;

namespace {

/// Of a streaming payload that nobody takes as it comes. Not all memory: what does not end is not held until
/// it does.
constexpr qint64 longestCollectedStream = 512LL * 1024 * 1024;

} // namespace

Call::Call(Caller caller, std::string operation, Value params, CallOptions options)
    : m_caller(std::move(caller)),
      m_context(m_caller.context()),
      m_memory(m_caller.memory()),
      m_operationName(std::move(operation)),
      m_params(std::move(params)),
      m_options(std::move(options)),
      m_operation(findOperation(*m_context.model, m_operationName)),
      m_builder(m_context, m_memory),
      m_signer(m_context, m_memory, m_options.dryRun),
      m_notifier(m_context.redactionMemory, m_context.observers, [this] { return about(); })
{
}

Call::~Call() = default;

ObservedCall Call::about() const
{
    ObservedCall call;
    call.service = m_context.model->name();
    call.serviceId = m_context.model->serviceId();
    call.operation = m_operation.valid() ? m_operation.name() : std::string_view(m_operationName);
    call.region = m_context.config.region;
    call.profile = m_context.profileName;
    call.target = m_options.target;
    call.cause = m_options.cause;
    call.background = m_options.background;
    call.parent = m_options.parent;
    call.page = m_options.page;
    call.part = m_options.part;
    call.parts = m_options.parts;
    call.group = m_options.group;
    call.started = m_context.clock->now();
    return call;
}

void Call::start()
{
    QMetaObject::invokeMethod(this, &Call::build, Qt::QueuedConnection);
    if (m_options.timeout > milliseconds(0))
        m_context.clock->after(m_options.timeout, this, [this] { expire(); });
}

void Call::expire()
{
    if (isFinished())
        return;
    stop(makeError(ErrorKind::Timeout, "CallTimeout",
                   m_operationName + " was not done within " + std::to_string(m_options.timeout.count()) +
                       " ms. Give it more time, or ask for less at once."));
}

const Result<Value>& Call::result() const
{
    static const Result<Value> unfinished(
        makeError(ErrorKind::Cancelled, "Unfinished", "the call has not finished"));
    return m_result ? *m_result : unfinished;
}

void Call::cancel()
{
    if (!isFinished())
        giveUp();
}

/// The socket must not outlive its owner by more than this turn of the loop, and observers hear of it.
void Call::giveUp()
{
    if (!m_result)
        stop(makeError(ErrorKind::Cancelled, "Cancelled", m_operationName + " was given up"));
}

void Call::stop(Error error)
{
    const bool wasSent = m_transportReply && m_transportReply->timing().sent.count() >= 0;
    m_mayHaveBeenDone =
        m_mayHaveBeenDone || (m_operation.valid() && mayHaveBeenDone(m_operation, m_params, error, wasSent));
    m_digests.reset();
    m_bucketQuestion.reset();
    m_serverQuestion.reset();
    retireTransport();
    finish(std::move(error));
}

void Call::resume()
{
    if (m_transportReply)
        m_transportReply->resume();
}

void Call::retireTransport()
{
    if (m_stream)
        m_stream->stop();
    if (!m_transportReply)
        return;
    // We may be inside one of its signals.
    m_transportReply->disconnect(this);
    m_transportReply->abort();
    m_transportReply.release()->deleteLater();
}

void Call::build()
{
    if (isFinished())
        return;
    if (!m_operation.valid()) {
        finish(unknownOperation(*m_context.model, m_operationName));
        return;
    }
    if (!std::exchange(m_isServerAsked, true)) {
        m_serverQuestion =
            m_caller.askServer(m_operation, m_params, m_options, m_notifier.number(), [this] { build(); });
        if (m_serverQuestion)
            return;
    }
    if (const auto allowed = m_caller.mayGo(m_operation, m_params, m_options); !allowed) {
        m_notifier.beforeCall(m_operation, m_params);
        if (!isFinished())
            finish(allowed.error());
        return;
    }
    m_quirks.emplace(m_operation, m_context.config);
    m_redirect.emplace(m_context, m_memory, m_params);
    auto serialized = m_builder.build(*m_quirks, m_params, RequestUse::Call, m_options.body);
    m_notifier.beforeCall(m_operation, m_params);
    if (isFinished())
        return;
    if (!serialized) {
        finish(serialized.error());
        return;
    }
    m_serialized = std::move(serialized).value();
    m_attempts.emplace(m_context, m_memory, m_operation);
    address();
}

void Call::address()
{
    if (isFinished())
        return;
    if (!m_context.credentials || !m_builder.needsAccountId()) {
        addressFor({});
        return;
    }
    // Without credentials the rules decide whether that matters; if not, signing will tell.
    m_context.credentials->resolve(this, [this](const Result<Credentials>& credentials) {
        addressFor(credentials ? credentials->accountId : std::string());
    });
}

void Call::addressFor(const std::string& accountId)
{
    if (isFinished())
        return;
    auto prepared = m_builder.address(m_operation, m_params, m_serialized, m_redirect->region(), accountId);
    if (!prepared) {
        finish(prepared.error());
        return;
    }
    m_prepared = std::move(prepared).value();
    discover();
}

void Call::discover()
{
    const auto applies = DiscoveredEndpoints::appliesTo(m_context.config, m_operation);
    if (!applies) {
        finish(applies.error());
        return;
    }
    // A dry run asks nobody.
    if (!*applies || m_options.dryRun) {
        complete();
        return;
    }
    m_memory.discoveredEndpoints.resolve(*m_context.clock, m_caller.ask(m_notifier.number()), m_operation,
                                         this, [this](const Result<std::optional<std::string>>& url) {
                                             if (isFinished())
                                                 return;
                                             if (!url) {
                                                 finish(url.error());
                                                 return;
                                             }
                                             m_discovered = url->has_value();
                                             if (m_discovered)
                                                 RequestBuilder::moveTo(m_prepared, **url, m_serialized);
                                             complete();
                                         });
}

void Call::complete()
{
    if (auto done = finishRequest(m_context, *m_quirks, m_params, m_prepared); !done) {
        finish(done.error());
        return;
    }
    digest();
}

void Call::digest()
{
    if (!lacksDigests(m_prepared)) {
        beginAttempt();
        return;
    }
    if (m_prepared.request.bodySource->isLittle()) {
        static const std::atomic<bool> neverStops = false;
        digested(withDigests(std::move(m_prepared), neverStops));
        return;
    }
    m_digests.emplace(m_prepared,
                      [this](Result<PreparedRequest> prepared) { digested(std::move(prepared)); });
}

void Call::digested(Result<PreparedRequest> prepared)
{
    if (!prepared) {
        finish(prepared.error());
        return;
    }
    m_prepared = std::move(prepared).value();
    beginAttempt();
}

FeatureSet Call::features(const Credentials& credentials) const
{
    auto features = usedFeatures(m_context, m_prepared, credentials);
    features.insert(m_options.features.begin(), m_options.features.end());
    if (m_redirect->region())
        features.insert(Feature::S3RegionRedirect);
    return features;
}

bool Call::isAllowed()
{
    auto allowed = m_caller.mayGo(m_operation, m_params, m_options);
    if (!allowed)
        finish(allowed.error());
    return allowed.ok();
}

void Call::beginAttempt()
{
    if (isFinished())
        return;
    retireTransport();
    if (const auto wait = m_attempts->waitToSend(); !m_options.dryRun && wait > milliseconds(0)) {
        m_context.clock->after(wait, this, [this] { beginAttempt(); });
        return;
    }
    if (!isAllowed())
        return;
    m_attempts->begin();
    m_notifier.beforeSign(m_attempts->count(), m_prepared.request);
    if (isFinished())
        return;
    m_signer.sign(this, m_prepared, m_caller.ask(m_notifier.number()),
                  [this](Result<SignedRequest> signedRequest) { send(std::move(signedRequest)); });
}

void Call::send(Result<SignedRequest> signedRequest)
{
    if (isFinished())
        return;
    if (!signedRequest) {
        finish(signedRequest.error());
        return;
    }
    // Keys may have been long in coming, and the lock may have closed meanwhile.
    if (!isAllowed())
        return;
    auto& request = signedRequest->request;
    request.headers.set("User-Agent", userAgent(m_context.userAgent, features(signedRequest->credentials)));
    // After signing: proxies may drop them, and botocore leaves them unsigned as well.
    m_attempts->setHeaders(request.headers);
    setContentLength(request);
    if (!m_options.dryRun)
        setFraming(request);
    m_sent = std::move(signedRequest).value();
    if (m_options.dryRun) {
        finish(Value::emptyMap());
        return;
    }
    emit attemptStarted(m_attempts->count());
    if (!isFinished())
        m_notifier.attemptBegun(m_sent.request, m_sent.record, m_sent.credentials);
    m_signedWith = std::exchange(m_sent.credentials, {}).accessKey; // nobody needs the rest any more
    if (!isFinished())
        transmit();
}

void Call::transmit()
{
    TransportOptions options;
    options.connectTimeout = m_context.config.connectTimeout;
    options.readTimeout = m_context.config.readTimeout;
    options.caBundle = m_context.config.caBundle;
    options.verifyTls = m_context.config.verifyTls;
    options.sendOnce = m_sent.request.method == "GET" && m_memory.isChangingGet(m_operation);
    m_stream = ResponseStream::forCall(m_operation, m_params, m_options);
    options.bodySink = m_stream;
    if (m_stream)
        options.longestBody = -1; // handed on as it comes
    else if (m_operation.hasStreamingOutput())
        options.longestBody = longestCollectedStream;
    if (m_outlineReceiver)
        options.onBeginning = [this](const HttpResponse& beginning) { return tellOutline(beginning); };
    m_transportReply = m_context.transport->send(m_sent.request, options);
    connect(m_transportReply.get(), &TransportReply::finished, this, &Call::receive);
    connect(m_transportReply.get(), &TransportReply::progress, this, &Reply::progress);
    connect(m_transportReply.get(), &TransportReply::uploaded, this, &Reply::uploaded);
}

/// An answer may take more memory than there is wherever it is copied: for quirks, for observers, into the
/// result.
void Call::receive()
{
    try {
        receiveAnswer();
    } catch (const std::bad_alloc&) {
        failForMemory();
    }
}

void Call::take(Result<ParsedResponse> parsed)
{
    try {
        takeParsed(std::move(parsed));
    } catch (const std::bad_alloc&) {
        failForMemory();
    }
}

void Call::failForMemory()
{
    if (isFinished())
        return;
    const bool hasResponse = m_transportReply && m_transportReply->result();
    finish(outOfMemory(m_operation, hasResponse ? *m_transportReply->result() : HttpResponse()));
}

void Call::receiveAnswer()
{
    const TransportReply* reply = m_transportReply.get();
    m_errorResponse = Value();
    if (!reply->result()) {
        Error error = reply->result().error();
        error.operation = m_operation.name();
        failAttempt(std::move(error), nullptr);
        return;
    }
    // What is recorded is what came, whatever quirks make of it for the parser.
    const HttpResponse& received = *reply->result();
    m_caller.learnServer(received);
    m_notifier.responseReceived(received);
    if (isFinished())
        return;
    if (auto intact = checkPayload(m_operation, m_params, received); !intact) {
        failAttempt(intact.error(), &received);
        return;
    }
    if (auto possible = checkAnswer(m_operation, m_params, m_sent.request, received); !possible) {
        failAttempt(possible.error(), &received);
        return;
    }
    HttpResponse response = received;
    runBeforeParse(*m_quirks, response);
    parseResponse(this, m_context.model, *m_context.protocol, m_operation, response,
                  [this, response](Result<ParsedResponse> parsed) mutable {
                      if (!isFinished() && !parsed && runParseFailed(*m_quirks, response))
                          parsed = m_context.protocol->parser.parse(m_operation, response);
                      take(std::move(parsed));
                  });
    tellOutline(response);
}

bool Call::tellOutline(const HttpResponse& response)
{
    const bool isWanted = m_outlineReceiver && !isFinished();
    const Value outline = isWanted ? outlineOf(*m_context.protocol, m_operation, response) : Value();
    if (!outline.isNull())
        std::exchange(m_outlineReceiver, nullptr)(outline);
    return !isWanted || !outline.isNull();
}

void Call::takeParsed(Result<ParsedResponse> parsed)
{
    if (isFinished())
        return;
    const HttpResponse& received = *m_transportReply->result();
    if (parsed && m_stream && received.isBodyElsewhere) {
        if (const auto ended = m_stream->finish(); !ended)
            parsed = ended.error();
        else
            for (const auto& [name, value] : m_stream->initialMembers().members())
                parsed->value.insert(name, value);
        if (parsed)
            parsed->unreadable.add(m_stream->unreadable());
        m_quirks->lastEvent = m_stream->lastEvent();
    }
    if (parsed) {
        judge(std::move(parsed).value(), received);
        return;
    }
    Error error = parsed.error();
    error.operation = m_operation.name();
    error.httpStatus = received.status;
    failAttempt(std::move(error), &received);
}

void Call::judge(ParsedResponse parsed, const HttpResponse& response)
{
    if (parsed.error) {
        runAfterError(*m_quirks, parsed.errorValue, *parsed.error);
        parsed.error->operation = m_operation.name();
        m_errorResponse = std::move(parsed.errorValue);
        m_isLate = parsed.isLateError;
        failAttempt(std::move(*parsed.error), &response);
        return;
    }
    if (auto proven = proof(response, parsed.value); !proven) {
        failAttempt(proven.error(), &response);
        return;
    }
    static_cast<void>(m_attempts->judge(nullptr, &response)); // it only counts: what went well is done
    runAfterCall(*m_quirks, response, parsed.value);
    m_attempts->describe(parsed.value);
    if (const auto algorithm = responseChecksum(m_operation, m_params, response.headers)) {
        Value metadata = parsed.value["ResponseMetadata"];
        metadata.insert("ChecksumAlgorithm", checksumName(*algorithm));
        parsed.value.insert("ResponseMetadata", std::move(metadata));
    }
    m_unreadable = std::move(parsed.unreadable);
    m_notifier.attemptEnded(&response, m_transportReply->timing(), std::nullopt, parsed.value, m_unreadable);
    if (isFinished())
        return;
    m_attempts->succeeded();
    m_notifier.parsed(parsed.value);
    if (isFinished())
        return;
    finish(std::move(parsed.value));
}

Result<void> Call::proof(const HttpResponse& response, const Value& result)
{
    if (auto known = checkContent(m_operation, response, result); !known)
        return known;
    if (auto same = checkSentChecksum(m_operation, m_sent.request, response, result); !same)
        return same;
    return runProof(*m_quirks, response, result);
}

void Call::failAttempt(Error error, const HttpResponse* response)
{
    const auto timing = m_transportReply->timing();
    const bool wasSent = response || timing.sent.count() >= 0 || timing.firstByte.count() >= 0;
    error.mayHaveBeenDone = mayHaveBeenDone(m_operation, m_params, error, wasSent);
    m_mayHaveBeenDone = m_mayHaveBeenDone || error.mayHaveBeenDone;
    m_notifier.attemptEnded(response, m_transportReply->timing(), error, m_errorResponse);
    if (isFinished())
        return;
    if (response && m_redirect->hasToAsk(m_operation, error, *response))
        askBucket(std::move(error));
    else
        settle(std::move(error), response);
}

/// A redirect that does not say where to.
void Call::askBucket(Error error)
{
    CallOptions options;
    options.cause = "Find the region of the bucket";
    options.target = m_redirect->bucket();
    options.background = true;
    options.parent = m_notifier.number();
    auto* question =
        new Call(m_caller, "HeadBucket", Value::map({{"Bucket", m_redirect->bucket()}}), std::move(options));
    m_bucketQuestion.reset(question);
    connect(question, &Reply::finished, this, [this, error = std::move(error)] {
        const ReplyPtr asked = std::move(m_bucketQuestion);
        if (!m_redirect->followAnswer(asked->result() ? *asked->result() : asked->errorResponse())) {
            settle(error, &*m_transportReply->result());
            return;
        }
        m_notifier.retrying({AttemptKind::Redirect, error, milliseconds(0),
                             "the bucket is in " + m_redirect->region().value_or("")});
        if (!isFinished())
            address();
    });
    question->start();
}

/// What becomes of the call after an attempt that failed.
void Call::settle(Error error, const HttpResponse* response)
{
    if (const auto lesson = learn(error, response)) {
        m_notifier.retrying({lesson->kind, error, milliseconds(0), lesson->text});
        (this->*lesson->step)();
        return;
    }
    // What the caller has seen of an answer cannot be taken back.
    const bool isLate = m_isLate || (m_stream && m_stream->isFinal());
    // Nor is what may be done done once more, unless that does no harm. What the service itself says is
    // another matter, but for what each request does anew.
    const bool isOnce = error.mayHaveBeenDone && !isSafeToRepeat(m_operation, m_params) &&
                        (!isWordOfService(error, response) || isDoneEachTime(m_operation, m_params));
    const auto decision = isLate || isOnce ? RetryDecision() : m_attempts->judge(&error, response);
    if (decision.again) {
        retry(error, decision.delay);
        return;
    }
    if (m_mayHaveBeenDone)
        sayMayHaveBeenDone(error, isOnce);
    m_attempts->describe(error);
    if (!m_errorResponse.isNull())
        m_attempts->describe(m_errorResponse);
    if (decision.delay == milliseconds(0)) {
        finish(std::move(error));
        return;
    }
    m_context.clock->after(decision.delay, this, [this, error = std::move(error)] {
        if (!isFinished())
            finish(error);
    });
}

std::optional<Call::Lesson> Call::learn(const Error& error, const HttpResponse* response)
{
    if (response && m_redirect->follow(m_operation, error, *response))
        return Lesson{AttemptKind::Redirect, "the bucket is in " + m_redirect->region().value_or(""),
                      &Call::address};
    if (m_discovered && DiscoveredEndpoints::isOutdated(error) &&
        m_attempts->count() < m_memory.retry->maxAttempts()) {
        m_memory.discoveredEndpoints.forget();
        return Lesson{AttemptKind::Redirect, "the service has another address", &Call::address};
    }
    if (response && !m_clockCorrected && m_memory.correctClock(error, *response, m_errorResponse)) {
        m_clockCorrected = true;
        return Lesson{AttemptKind::Clock, "the clock was corrected", &Call::beginAttempt};
    }
    const bool isExpired = error.code == "ExpiredToken" || error.code == "ExpiredTokenException";
    if (isExpired && !m_keysRenewed && m_context.credentials && m_context.credentials->refuse(m_signedWith)) {
        m_keysRenewed = true;
        return Lesson{AttemptKind::Credentials, "the keys were renewed", &Call::beginAttempt};
    }
    return std::nullopt;
}

void Call::retry(const Error& error, milliseconds delay)
{
    std::string reason = error.httpStatus ? std::to_string(error.httpStatus) + " " + error.code : error.code;
    if (error.mayHaveBeenDone)
        reason += ", may have been done";
    const auto kind = error.kind == ErrorKind::Checksum ? AttemptKind::Checksum : AttemptKind::Retry;
    m_notifier.retrying({kind, error, delay, std::move(reason)});
    if (isFinished())
        return;
    retireTransport();
    emit retryScheduled(m_attempts->count() + 1, delay);
    if (!isFinished())
        m_context.clock->after(delay, this, [this] { beginAttempt(); });
}

void Call::finish(Result<Value> result)
{
    if (!result) {
        m_errorResponse = m_notifier.redacted(result.error(), m_errorResponse);
        Error error = m_notifier.redacted(result.error());
        if (error.operation.empty() && m_operation.valid())
            error.operation = m_operation.name();
        error.mayHaveBeenDone = m_mayHaveBeenDone; // whatever became of an attempt behind it
        result = std::move(error);
    }
    m_result.emplace(std::move(result));
    end();
    m_notifier.finished(*m_result ? std::nullopt : std::optional(m_result->error()));
}

} // namespace inia
