#pragma once

#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/session/session.h"

#include <QtCore/QDateTime>
#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QStringList>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QMenu;
class QWidget;

namespace inia::ui {

class Appearance;
struct SessionInfo;

// A call that was run from the console.
struct PastCall {
    QDateTime at;
    std::string account; // "profile NAME" where nobody knows its number
    std::string region;
    std::string service;
    std::string operation;
    Value params;       // as keptParams() gives them
    std::string status; // "done", or the code of the error
    qint64 milliseconds = 0;
    std::string requestId;
};

// Parameters as they are kept: secrets are `<secret>`, and of bytes beyond 4 KiB there are length and hash.
[[nodiscard]] Value keptParams(const OperationModel& operation, const Value& params);

// What can be put into a form again of them.
struct PastParams {
    Value params;
    int left = 0; // how many were secrets or large bytes, which are to be given anew
};
// Nothing when the model takes them no more.
[[nodiscard]] std::optional<PastParams> paramsOf(const Value& kept, const OperationModel& operation);

// The calls of the console, in a file of JSON lines that its owner alone may read: 500 of an account, for 90
// days, without answers. A line that cannot be read is passed over and counted. Programs that run at the same
// time write into the same file.
class CallHistory final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallHistory)

public:
    static constexpr int mostOfAccount = 500;
    static constexpr int mostDays = 90;

    explicit CallHistory(QString path, QObject* parent = nullptr);

    // Reads the file, in a thread of its own, unless it was read; changed() follows.
    void load();
    // Written at once. `params` are the operation's, with all that is in them.
    void add(PastCall call, const OperationModel& operation, const Value& params);
    // The newest first; those of before load() once they are read.
    [[nodiscard]] const std::vector<PastCall>& calls() const { return m_calls; }
    [[nodiscard]] int brokenLines() const { return m_brokenLines; }

signals:
    void changed();

private:
    struct Contents {
        std::vector<PastCall> calls; // the newest first
        int broken = 0;
        bool isLong = false; // there is much that counts no more
    };
    [[nodiscard]] static Contents read(const QString& path, const QDateTime& now);
    static void shorten(const QString& path, const Contents& contents);

    QString m_path;
    std::vector<PastCall> m_calls;
    int m_brokenLines = 0;
    bool m_isLoaded = false;
};

// A call under a name of its own; "Folder/Name" stands in a folder. `${Name}` in its texts is asked for when
// it is used.
struct Favourite {
    QString name;
    std::string service;
    std::string operation;
    Value params; // as keptParams() gives them
};

// The favourites of the console, in a file of JSON that says neither accounts nor regions, so that it can be
// shared.
class Favourites final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Favourites)

public:
    // A file that cannot be read is no favourites, and is left alone until there is one.
    explicit Favourites(QString path, QObject* parent = nullptr);

    // By name.
    [[nodiscard]] const std::vector<Favourite>& all() const { return m_all; }
    // In the place of one of the same name. False: it is not written.
    bool keep(Favourite favourite);
    bool remove(const QString& name);
    [[nodiscard]] QByteArray toJson() const;
    // Adds those of toJson(); of the same name the new one stays. How many there were; nothing when it is
    // none.
    std::optional<int> add(const QByteArray& json);

    // The names in `${...}`, each once.
    [[nodiscard]] static QStringList variables(const Value& params);
    // With values in their places; a text that is nothing but one becomes a number where the shape wants one.
    [[nodiscard]] static Value filled(const Value& params, const Shape& shape,
                                      const QMap<QString, QString>& values);

private:
    bool write() const;

    QString m_path;
    std::vector<Favourite> m_all;
};

// What the consoles of a program share.
struct KeptCalls {
    // Files in that folder.
    explicit KeptCalls(const QString& folder);

    CallHistory history;
    Favourites favourites;
};

// The console's menu of what was run and of favourites: it keeps, offers and shares them, and asks for the
// name of a favourite and for what stands in `${...}`.
class CallMenu final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallMenu)

public:
    // What is set when the menu opens.
    struct Current {
        OperationModel operation;
        Value params;
    };

    // `owner` is the widget that menus and questions stand over.
    CallMenu(const Appearance& appearance, Session session, std::shared_ptr<KeptCalls> kept, QWidget* owner);

    // How calls of a session are grouped: by the number of the account, or the profile while nobody knows it.
    [[nodiscard]] static std::string accountOf(const SessionInfo& info);
    [[nodiscard]] CallHistory& history() const { return m_kept->history; }
    // Deletes itself when it closes. The last calls of the operation come first, then those of others.
    [[nodiscard]] QMenu* makeMenu(const SessionInfo& info, Current current);

signals:
    // Parameters as they are kept; see paramsOf().
    void chosen(const std::string& service, const std::string& operation, const inia::Value& kept);
    void copyRequested(const QString& text);
    void noticeRequested(const QString& text);

private:
    void addPast(QMenu& menu, const SessionInfo& info, const Current& current, bool ofOthers);
    void addFavourites(QMenu& menu, const SessionInfo& info, const Current& current);
    void askForName(const SessionInfo& info, const Current& current);
    void use(const SessionInfo& info, const Favourite& favourite);

    const Appearance& m_appearance;
    Session m_session;
    std::shared_ptr<KeptCalls> m_kept;
    QWidget* m_owner;
    QPointer<QWidget> m_asking;
};

} // namespace inia::ui
