#pragma once

#include "core/objects/objectedit.h"
#include "core/objects/objectversions.h"
#include "core/s3/bucketconfiguration.h"
#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"
#include "ui/widgets/rowsview.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QSpinBox;
class QStackedLayout;
class QVBoxLayout;

namespace inia::ui {

class Button;
class DetailsHead;
class ElidedLabel;
class JobDialog;
class KeyValueView;
class SegmentedControl;
class ShapeForm;
class StateView;
class TextLabel;
struct Confirmation;

// The pages of a bucket, in the order of the switch that leads from one to the others.
enum class BucketPage : quint8 { Objects, Configuration, Uploads };
[[nodiscard]] Place placeOf(const std::string& bucket, BucketPage page);
// The switch; `bucket` is asked when somebody chooses.
[[nodiscard]] SegmentedControl* makeBucketSwitch(const Appearance& appearance, BucketPage page,
                                                 WindowServices& services,
                                                 std::function<std::string()> bucket,
                                                 QWidget* parent = nullptr);

// Makes, empties and deletes buckets of one session: asks, does it, and tells what came of it. One thing at a
// time; dropping it ends what is under way.
class BucketDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketDesk)

public:
    // Its dialogs stand over `window`; all of it outlives the desk.
    BucketDesk(const Appearance& appearance, const Session& session, ChangeGate& gate,
               WindowServices& services, QWidget* window, QObject* parent);
    ~BucketDesk() override;

    void create();
    // Each wants the bucket's name typed.
    void empty(const std::string& bucket);
    void remove(const std::string& bucket);
    // For a menu over the list of buckets, or over some of them.
    void fillMenu(QMenu& menu, const std::vector<Resource>& selected);

    // The question or the progress on the screen; null when there is none.
    [[nodiscard]] QDialog* dialog() const;

signals:
    // There is one more, or one less.
    void listChanged();
    void finished(const QString& text); // a good end that no dialog tells

private:
    void askTyped(const Confirmation& words, const std::string& bucket, std::function<void()> confirmed);
    void startEmptying(const std::string& bucket);
    void emptied(const std::string& bucket, const BucketEmptying& emptying);
    void startRemoval(const std::string& bucket);
    void showProgress(const QString& heading, const QString& call);
    void hold(Owned<Task> task, std::function<void()> ended);
    [[nodiscard]] std::optional<Client> client();

    const Appearance& m_appearance;
    const Session& m_session;
    ChangeGate& m_gate;
    WindowServices& m_services;
    QPointer<QWidget> m_window;
    QPointer<QDialog> m_question;
    QPointer<JobDialog> m_progress;
    Owned<Task> m_task; // what is under way
};

// What is set for a bucket, a row for each feature, and beside it what is stored for one: as a form or as
// JSON, to be changed, shown as a difference before it is sent, and read again afterwards.
class ConfigurationView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConfigurationView)

public:
    // All of it outlives the view. `profile` is named where nothing may be read.
    ConfigurationView(const Appearance& appearance, ChangeGate& gate, WindowServices& services,
                      QString profile, QWidget* parent = nullptr);
    ~ConfigurationView() override;

    void enter(Client client, std::string bucket);
    void leave();
    void reload();
    // Asks again for what failed, and for nothing else.
    void goOn();
    void cancel();
    void select(std::size_t feature);
    void save();
    void remove();
    void showNotice(const QString& text);

    [[nodiscard]] const std::vector<BucketConfiguration::Row>& rows() const { return m_rows; }
    [[nodiscard]] KeyValueView* features() const { return m_features; }
    // Null where the feature has none.
    [[nodiscard]] ShapeForm* form() const { return m_form; }
    [[nodiscard]] QPlainTextEdit* json() const { return m_json; }
    [[nodiscard]] Button* saveButton() const { return m_save; }
    [[nodiscard]] Button* removeButton() const { return m_remove; }
    [[nodiscard]] TextLabel* note() const { return m_note; }
    [[nodiscard]] TextLabel* problems() const { return m_problems; }
    // The question on the screen; null when there is none.
    [[nodiscard]] QDialog* question() const { return m_question; }
    // Above what is shown.
    [[nodiscard]] DetailsHead* head() const { return m_head; }

private:
    void build();
    void ask(const std::vector<std::size_t>& features);
    void showRows();
    void showFeature();
    void buildForm(const BucketFeature& feature);
    void clearForm();
    void guard();
    [[nodiscard]] QString obstacle(std::string_view operation) const;
    [[nodiscard]] Value params() const;
    [[nodiscard]] Value openedParams() const;
    void confirm(const Value& params);
    void start(const Value& params);
    void changed();
    void showConflict(const Value& params);
    void say(const QString& problems);

    const Appearance& m_appearance;
    ChangeGate& m_gate;
    WindowServices& m_services;
    QString m_profile;
    std::optional<Client> m_client;
    std::string m_bucket;
    std::shared_ptr<const Document> m_docs;
    std::vector<BucketConfiguration::Row> m_rows;
    Owned<BucketConfiguration> m_configuration; // under way
    Owned<BucketChange> m_change;               // likewise
    QPointer<QDialog> m_question;
    std::size_t m_feature = 0;
    QString m_obstacle; // as it is shown; null for none

    DetailsHead* m_head;
    KeyValueView* m_features;
    TextLabel* m_title;
    TextLabel* m_note;
    QVBoxLayout* m_place; // of the form
    ShapeForm* m_form = nullptr;
    QPlainTextEdit* m_json = nullptr; // of what is a text, or is only shown
    TextLabel* m_problems;
    Button* m_reload;
    Button* m_showCall;
    Button* m_remove;
    Button* m_save;
};

class ConfigurationPage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConfigurationPage)

public:
    ConfigurationPage(const ViewParts& parts, DetailsArea& details);
    ~ConfigurationPage() override;

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    void goOn() override;
    void cancelLoading() override;
    void showNotice(const QString& text) override;

private:
    const Session& m_session;
    DetailsArea& m_details;
    std::string m_bucket;
    ConfigurationView* m_view;
    BucketDesk* m_desk;
};

// Uploads in parts that were neither completed nor aborted, as far as the server tells. Parts and bytes are
// counted when somebody asks. What is under way here is marked, and never aborted.
class UploadsView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadsView)

public:
    // All of it outlives the view.
    UploadsView(const Appearance& appearance, ChangeGate& gate, WindowServices& services, QWidget* parent);
    ~UploadsView() override;

    void enter(Client client, std::string bucket);
    void leave();
    void reload();
    void cancel() override;
    void focusFilter() override;
    // Those that were begun before so many days, but not what is under way here.
    void selectOlder(int days);
    void countParts();
    void abortSelected();
    // The question or the progress on the screen; null when there is none.
    [[nodiscard]] QDialog* dialog() const;

private:
    class Model;
    UploadsView(const Appearance& appearance, ChangeGate& gate, WindowServices& services, QWidget* above,
                QWidget* parent);
    void build(QWidget* above);
    void guard();
    void countNext();
    void startAbort(const std::vector<UploadAbort::Upload>& uploads);
    void aborted(const UploadAbort& task);
    [[nodiscard]] RowsReport report() const override;
    void loadMore() override;
    void loadAll() override;
    void retry() override { loadMore(); }
    void clearFilters() override {}
    [[nodiscard]] quint64 lastCallId() const override;
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;

    ChangeGate& m_gate;
    WindowServices& m_services;
    std::optional<Client> m_client;
    std::string m_bucket;
    std::unique_ptr<Model> m_model;
    Owned<PageCursor> m_listing;
    Owned<PageCursor> m_parts; // of the upload that is counted
    Owned<UploadAbort> m_abort;
    std::vector<UploadAbort::Upload> m_toCount;
    bool m_loadsAll = false;
    QPointer<QDialog> m_question;
    QPointer<JobDialog> m_progress;
    SegmentedControl* m_switch = nullptr;
    Button* m_count = nullptr;
    Button* m_stop = nullptr; // aborts
    QSpinBox* m_days = nullptr;
};

class UploadsPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadsPage)

public:
    UploadsPage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override { m_view->leave(); }
    void reload() override { m_view->reload(); }

private:
    const Session& m_session;
    DetailsArea& m_details;
    UploadsView* m_view; // the page's widget
};

// The pages of a bucket beside its objects.
class BucketKit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
};

// An object as a text, in a window of its own: what is saved replaces it only while it is the one that was
// read, and has all else that it had. What was typed is kept in a file until it is saved.
class ObjectEditor final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectEditor)

public:
    struct Target {
        Client client;
        S3Location where;
        std::string profile; // tells drafts apart
    };

    // `drafts` is a folder, which may not be there yet; `gate` and `services` outlive the editor.
    ObjectEditor(const Appearance& appearance, Target target, ChangeGate& gate, WindowServices& services,
                 QString drafts, QWidget* parent);
    ~ObjectEditor() override;

    // Asks the first time, and in production each time.
    void save();
    [[nodiscard]] const S3Location& where() const { return m_target.where; }
    [[nodiscard]] bool isChanged() const;
    // As it would be saved, with "\n" at the end of lines.
    [[nodiscard]] std::string text() const;
    void setText(const std::string& text);
    [[nodiscard]] QPlainTextEdit* editor() const { return m_text; }
    // The question on the screen; null when there is none.
    [[nodiscard]] QDialog* question() const { return m_question; }

    void reject() override { close(); }

signals:
    void saved(const std::string& bucket);

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void load();
    void showContent(const ObjectRead::Content& content, std::string encoding = {});
    void showFailure(const Error& error);
    void refresh();
    void say(const QString& text, bool isProblem = false);
    void offer(const QString& text, std::vector<std::pair<QString, std::function<void()>>> answers);
    void offerForm(const ObjectRead::Content& content);
    void find();

    void confirmSave(std::function<void()> confirmed);
    void start(const std::string& key, const std::string& etag, const Value& like);
    void ended(const std::string& text);
    void askTheirs(const std::string& text);
    void showConflict(const std::optional<ObjectRead::Content>& theirs, const std::string& text);

    void keepDraft();
    void dropDraft();
    void offerDraft();

    const Appearance& m_appearance;
    Target m_target;
    ChangeGate& m_gate;
    WindowServices& m_services;
    QString m_draftPath;
    QTimer m_draftTimer;
    std::string m_keptDraft; // as it stands in the file
    Owned<ObjectRead> m_read;
    Owned<ObjectSave> m_save;
    QPointer<QDialog> m_question;
    EditableText m_form;
    std::string m_base; // as it was read or saved last
    Value m_like;       // the answer with which it was
    std::string m_etag;
    bool m_isLoaded = false;
    bool m_isUndecided = false; // the form in which it is written
    bool m_isAsked = false;
    bool m_keepsAcl = false;
    quint64 m_call = 0;

    ElidedLabel* m_facts;
    QLineEdit* m_find;
    QWidget* m_offer;
    QStackedLayout* m_pages;
    QPlainTextEdit* m_text;
    StateView* m_state;
    TextLabel* m_status;
    Button* m_saveButton;
};

} // namespace inia::ui
