#pragma once

#include "core/client/client.h"
#include "core/listing/objectsearch.h"
#include "core/listing/snapshot.h"
#include "ui/models/objecttablemodel.h"
#include "ui/search/searchbar.h"
#include "ui/widgets/rowsview.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

class QMenu;

namespace inia::ui {

class DetailsHead;
class KeyValueView;

// What a search finds, as it comes: in the place, in some buckets or in all of them, or in a snapshot without
// asking anybody; or what has changed since a snapshot was taken. After 10,000 requests it asks whether to go
// on. Places that may not be listed are named, with what one would need.
class SearchView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchView)

public:
    // `profile` is named when something is denied.
    SearchView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~SearchView() override;

    // What was found by the same wish stands there still.
    void enter(Client client, const SearchWish& wish);
    void enterFailed(const Error& error, const SearchWish& wish);
    // Ends what is under way; what was found stays for those who come back.
    void leave();
    void run();
    void cancel() override;
    void focusFilter() override;

    [[nodiscard]] SearchBar* bar() const { return m_bar; }
    [[nodiscard]] const FoundObjectsModel& model() const { return m_model; }
    [[nodiscard]] bool isRunning() const { return m_search || m_taking || m_offline; }
    // How it goes, place by place; for the panel beside the view. Deleted with the view.
    [[nodiscard]] QWidget* details() const { return m_details; }
    [[nodiscard]] QList<int> rowsSelected() const { return selectedRows(); }
    // Takes a snapshot of the place that is searched.
    void takeSnapshot();

signals:
    // Another search than this one is wanted.
    void wished(const inia::ui::SearchWish& wish);
    void objectOpened();

private:
    struct Offline; // what another thread has found out

    SearchView(const Appearance& appearance, QString profile, SearchBar* bar, QWidget* parent);
    void build();
    void ask();
    void forget();
    void begin(std::vector<ObjectSearch::Place> places, bool isOfAll);
    void takeFound(std::size_t scope);
    [[nodiscard]] std::vector<ObjectSearch::Scope> scopesOf(const ObjectSearch& search) const;
    void searchEnded();
    void listAll(const char* cause, const std::string& folder);
    void tookSnapshot();
    void goOffline(std::shared_ptr<const Snapshot> later);
    void takeOffline(const Offline& found);
    void ended(SearchFacts::End end, std::optional<Error> error = {});
    void fillSnapshots(QMenu& menu);
    void soon();
    void showProgress();
    [[nodiscard]] SearchFacts facts() const;
    [[nodiscard]] bool mayAsk();
    void allowMore();

    [[nodiscard]] RowsReport report() const override;
    void loadMore() override {}
    void loadAll() override {}
    void retry() override;
    void clearFilters() override {}
    [[nodiscard]] quint64 lastCallId() const override { return 0; }
    [[nodiscard]] QString selectionText(qint64 count) const override;
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;
    void act(const QString& id) override;

    QString m_profile;
    SearchBar* m_bar;
    FoundObjectsModel m_model;
    QPointer<QWidget> m_details;
    DetailsHead* m_head;
    KeyValueView* m_progress;
    std::optional<Client> m_client;
    SearchWish m_wish;
    Owned<ObjectSearch> m_search;
    std::vector<ObjectSearch::Scope> m_scopes; // as they were when it had ended
    Owned<SnapshotTaking> m_taking;
    std::shared_ptr<std::atomic<bool>> m_offline; // set to stop it; null: nothing is looked for offline
    std::shared_ptr<const Snapshot> m_snapshot;   // that is looked at
    std::shared_ptr<ListingMemory> m_memory = std::make_shared<ListingMemory>();
    std::uint64_t m_hits = 0;
    std::uint64_t m_keys = 0;
    int m_requests = 0;
    int m_allowed = 0; // of a snapshot
    bool m_isPaused = false;
    bool m_isKept = false; // the snapshot under way is to be kept
    SearchFacts::End m_end = SearchFacts::End::None;
    std::optional<Error> m_error;
    QElapsedTimer m_clock;
    qint64 m_elapsed = 0;
    QTimer m_soon;
};

} // namespace inia::ui
