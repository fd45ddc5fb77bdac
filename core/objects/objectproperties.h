#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

// ---- what is known of them without asking -----------------------------------------------------------------

using Tags = std::map<std::string, std::string>;

/// Whether S3 takes that set: fails (kind Parameter, code BadTags) for more than ten, for keys of none or
/// more than 128 characters or that begin with "aws:", for values of more than 256, and for characters that
/// it does not take.
[[nodiscard]] Result<void> checkTags(const Tags& tags);
/// Whether S3 takes that user metadata: fails (kind Parameter, code BadMetadata) for names that are no names
/// of headers and for more than 2 KB over names and values.
[[nodiscard]] Result<void> checkMetadata(const std::map<std::string, std::string>& metadata);
/// ASCII as it is; anything else as encoded words (RFC 2047), which decodedWords() reads.
[[nodiscard]] std::string encodedWords(std::string_view text);

/// What the header x-amz-restore says: whether bytes of an archive are to be had.
struct RestoreState {
    bool wasAsked = false;
    bool isOngoing = false;
    std::string until; ///< as the service writes it

    /// Of a class that is archived: whether it can be read now.
    [[nodiscard]] bool isReadable() const { return wasAsked && !isOngoing; }
    [[nodiscard]] static RestoreState of(std::string_view header);
};

/// A class that objects can be given, and what that means.
struct StorageClass {
    std::string_view name;
    int leastDays = 0;     ///< they are paid for at least so long
    bool hasLeast = false; ///< billed as 128 KB at least
    bool hasFee = false;   ///< reading costs for each byte
    bool isArchive = false;
};
[[nodiscard]] std::span<const StorageClass> storageClasses();

/// How fast bytes come back from an archive.
struct RestoreTier {
    std::string_view name;
    std::string_view wait; ///< "3 to 5 hours"
};
/// Those of an archive's class, the usual one first; none for classes that are no archive.
[[nodiscard]] std::span<const RestoreTier> restoreTiers(std::string_view storageClass);
/// Objects of this class move to and from their archive by themselves: asked for without days.
[[nodiscard]] constexpr bool restoresForGood(std::string_view storageClass)
{
    return storageClass == "INTELLIGENT_TIERING";
}

// ---- changes ----------------------------------------------------------------------------------------------

/// What is to become of an object whose bytes stay.
struct ObjectChange {
    enum class Kind {
        Tags,      ///< `set` and `remove`; the others stay
        TagsOf,    ///< as they were: those that each object is given with
        Metadata,  ///< `headers`, and of the user's own `set` and `remove`; by a copy onto itself
        Restore,   ///< `days` and `tier`
        LegalHold, ///< `isOn`
        Retention, ///< `mode` and `until`, `bypasses`
        Acl,       ///< `word`: a canned one
    };
    Kind kind = Kind::Tags;
    std::map<std::string, std::string> set;
    std::set<std::string> remove;
    std::map<std::string, std::string> headers; ///< "ContentType"; an empty one is taken away
    std::string word;
    int days = 0;
    std::string tier;
    bool isOn = false;
    std::string mode;
    std::int64_t until = 0; ///< seconds since 1970
    bool bypasses = false;  ///< of governance mode
    bool keepsAcl = false;  ///< a copy onto itself has none of its own: two more calls

    /// Of the API, that changes the object.
    [[nodiscard]] std::string_view operation() const;
    /// One line of JSON, and back; nothing for what is none.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static std::optional<ObjectChange> read(std::string_view text);

    friend bool operator==(const ObjectChange&, const ObjectChange&) = default;
};

/// "a=1&b=x%20y", which x-amz-tagging takes, and back.
[[nodiscard]] std::string tagsText(const Tags& tags);
[[nodiscard]] Tags readTags(std::string_view text);
/// TagSet of an answer.
[[nodiscard]] Tags objectTags(const Value& answer);

/// Makes a change of one object. What is as it should be already is left alone, so that doing it again does
/// no harm. A Task.
class ObjectChanging final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectChanging)
public:
    struct Order {
        std::string bucket;
        std::string key;
        std::string version; ///< empty: the current one
        std::string etag;    ///< not empty: changed objects are not copied
        std::string storageClass;
        ObjectChange change;
        Tags tags;         ///< of TagsOf
        std::string cause; ///< shown in the inspector
    };
    struct Changed {
        std::string version;        ///< that it made
        std::optional<Tags> before; ///< the tags it had, where they were asked for
        bool wasSo = false;         ///< nothing had to be changed
    };

    ObjectChanging(Client client, Order order);
    ~ObjectChanging() override;

    void start();
    void cancel() override;

    /// Valid after finished(). Fails with kind Parameter: those of checkTags() and checkMetadata();
    /// UnreadableMetadata (the service hides some of it, which a copy would lose), Archived, CustomersKey and
    /// TooLarge (beyond what one copy takes), of metadata; and with what the calls fail with.
    [[nodiscard]] const Result<Changed>& result() const { return m_result; }
    [[nodiscard]] int attempts() const { return m_attempts; }

private:
    void giveUp() override;
    [[nodiscard]] Value object() const;
    void call(std::string_view operation, Value params, void (ObjectChanging::*then)(const Value&));
    void takeTags(const Value& answer);
    void putTags(const Tags& tags);
    void takeHead(const Value& head);
    void takeAcl(const Value& acl);
    void copyOnto();
    void takeCopy(const Value& answer);
    void restore();
    void done(const Value& answer);
    void finish(Result<Changed> result);

    Client m_client;
    Order m_order;
    ReplyPtr m_reply;
    int m_attempts = 1;
    Changed m_changed;
    Value m_copy;   ///< parameters of the copy onto itself
    Value m_grants; ///< that the copy would lose; null for none
    Result<Changed> m_result;
};

} // namespace inia
