#pragma once

#include "tests/support/rawhttpserver.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inia::test {

/// A small S3 in memory behind a socket, which can fail in the ways that matter: keys in the order of their
/// bytes, versions and delete markers, pages of any size, uploads in parts, copies, tags; and faults by
/// script, pauses, lists and conditions that servers of others take otherwise. Path style, any signature is
/// taken. A request of its own takes less than a millisecond. Lives in the test's event loop.
///
///     S3Double s3;
///     s3.addBucket("acme", S3Double::Versioning::Enabled);
///     s3.put("acme", "logs/1", "text");
///     s3.fail({"DeleteObjects", {}, 1, 503, "SlowDown"});
///     ... a session with s3.url() as its endpoint ...
///     QCOMPARE(s3.count("DeleteObjects"), 2);
class S3Double final {
public:
    enum class Versioning { Off, Enabled, Suspended };

    struct Version {
        std::string id; ///< "null" for what came while versioning was off or suspended
        bool isMarker = false;
        QByteArray bytes;
        std::int64_t size = 0;     ///< of `bytes`, but for synthetic objects
        std::string etag;          ///< with its quotation marks
        std::int64_t modified = 0; ///< seconds since 1970
        std::map<std::string, std::string>
            headers; ///< lower case: content-type, x-amz-meta-…, x-amz-storage-class
        std::map<std::string, std::string> tags;
    };
    /// Newest first.
    using Versions = std::vector<Version>;

    /// What is answered in place of the answer that would be right.
    struct Fault {
        std::string operation; ///< empty: any
        std::string
            key; ///< part of it; empty: any. Of DeleteObjects and CompleteMultipartUpload: one of its keys
        int times = 1;
        int status = 0; ///< 0: the request is done, only the answer is lost and the connection ends
        std::string
            code; ///< with status 200: an error inside an answer that looks good, or of that key alone
        qsizetype cutAfter = -1; ///< so many bytes of the right answer, then the connection ends
    };
    /// How it differs from S3.
    struct Manners {
        std::chrono::milliseconds pause{0}; ///< before each answer
        int mostKeys = 1000;                ///< on a page, whatever is asked for
        bool startAfterIsIncluded = false;
        bool ignoresStartAfter = false;
        bool isUnsorted = false;       ///< the first two keys of a page change places
        bool knowsMarkersOnly = false; ///< takes ListObjectsV2 for the first version of it
        std::vector<std::string> deniedBuckets;
        bool ignoresConditions = false;
        bool ignoresRanges = false;
        bool areMarkersLast = false; ///< delete markers behind all versions, as moto has them
        bool tokensSkip = false;     ///< the next page begins one key too late
        bool isMute = false;         ///< DeleteObjects says nothing of any key
        bool forgetsCopies = false;  ///< CopyObject says it has copied, and has not
        bool fallsThrough = false;   ///< of a bucket: a sub-resource it does not know is passed over
        std::string serverName = "AmazonS3";
    };
    struct Request {
        std::string operation; ///< "PutObject"; "Unknown" for what it does not know
        std::string bucket;
        std::string key;
        std::map<std::string, std::string> query;
        std::map<std::string, std::string> headers; ///< lower case
        QByteArray body;
    };

    S3Double();
    ~S3Double();
    Q_DISABLE_COPY_MOVE(S3Double)

    [[nodiscard]] std::string url() const { return m_server.url({}); }
    Manners manners;
    void fail(Fault fault) { m_faults.push_back(std::move(fault)); }
    void forgetFaults() { m_faults.clear(); }

    void addBucket(const std::string& name, Versioning versioning = Versioning::Off);
    void setVersioning(const std::string& bucket, Versioning versioning);
    /// As PutObject would.
    Version& put(const std::string& bucket, const std::string& key, const QByteArray& bytes = {});
    /// An object of that size without its bytes: of a GET the part that is asked for is made of zeros.
    Version& putSynthetic(const std::string& bucket, const std::string& key, std::int64_t size);
    /// `count` keys of one byte: `prefix` and a number of nine digits.
    void putNumbered(const std::string& bucket, const std::string& prefix, int count);

    /// Null when there is none, or when its current version is a marker.
    [[nodiscard]] const Version* current(const std::string& bucket, const std::string& key) const;
    [[nodiscard]] const Versions& versions(const std::string& bucket, const std::string& key) const;
    /// Those with a current version that is no marker, in order.
    [[nodiscard]] std::vector<std::string> keys(const std::string& bucket) const;
    /// Uploads in parts that are neither complete nor aborted.
    [[nodiscard]] std::size_t unfinishedUploads() const { return m_uploads.size(); }

    [[nodiscard]] const std::vector<Request>& requests() const { return m_requests; }
    [[nodiscard]] int count(std::string_view operation) const;
    void forgetRequests() { m_requests.clear(); }
    /// Runs before a request is looked at, for what others do meanwhile.
    std::function<void(const Request&)> before;

private:
    struct Bucket {
        Versioning versioning = Versioning::Off;
        std::map<std::string, Versions> objects;
    };
    struct Upload {
        std::string bucket;
        std::string key;
        std::map<std::string, std::string> headers;
        std::map<std::string, std::string> tags;
        std::map<int, Version> parts;
    };
    struct Answer {
        int status = 200;
        QByteArray body;
        QByteArrayList headers;
        std::int64_t length = -1; ///< that is said, of HEAD
    };
    using Handler = Answer (S3Double::*)(const Request&);

    [[nodiscard]] static Request read(const RawRequest& raw);
    [[nodiscard]] static std::string operationOf(const QByteArray& method, const Request& request);
    void serve(const RawRequest& raw);
    [[nodiscard]] Answer answerTo(const Request& request);
    [[nodiscard]] static Answer error(int status, const std::string& code);
    [[nodiscard]] Bucket* find(const std::string& name);
    [[nodiscard]] const Versions* find(const std::string& bucket, const std::string& key) const;
    [[nodiscard]] Version* versionOf(const Request& request, const std::string& id);
    Version& store(Bucket& bucket, const std::string& key, Version version);
    std::string remove(Bucket& bucket, const std::string& key, const std::string& id, bool* isMarker);
    [[nodiscard]] bool conditionsHold(const Request& request, const std::string& key) const;

    Answer listBuckets(const Request& request);
    Answer createSession(const Request& request);
    Answer createBucket(const Request& request);
    Answer deleteBucket(const Request& request);
    Answer headBucket(const Request& request);
    Answer getVersioning(const Request& request);
    Answer putVersioning(const Request& request);
    Answer listObjects(const Request& request);
    Answer listVersions(const Request& request);
    Answer getObject(const Request& request);
    Answer putObject(const Request& request);
    Answer copyObject(const Request& request);
    Answer deleteObject(const Request& request);
    Answer deleteObjects(const Request& request);
    Answer getTags(const Request& request);
    Answer putTags(const Request& request);
    Answer createUpload(const Request& request);
    Answer uploadPart(const Request& request);
    Answer completeUpload(const Request& request);
    Answer abortUpload(const Request& request);
    Answer listParts(const Request& request);
    Answer listUploads(const Request& request);
    [[nodiscard]] Version* copySource(const Request& request, Answer& problem);

    RawHttpServer m_server;
    std::map<std::string, Bucket> m_buckets;
    std::map<std::string, Upload> m_uploads;
    std::vector<Fault> m_faults;
    std::vector<Request> m_requests;
    std::int64_t m_lastId = 0;
    std::int64_t m_time = 1'700'000'000; ///< of the next change, a second later each
};

} // namespace inia::test
