#pragma once

#include "core/s3/s3listing.h"
#include "ui/browse/listingpage.h"
#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/resourcelayouts.h"

#include <memory>
#include <optional>

namespace inia::ui {

class PreviewWindow;
class ToolButton;
struct PreviewTarget;

// What is said about the listing of a place in S3; `place` carries the server's filter behind the last "/".
[[nodiscard]] ListingWords objectWords(const S3Location& place, const QString& profile);

// The objects of the place one is at, as a table. Says in place of the rows why there are none.
class ObjectsView final : public ListingPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectsView)

public:
    // `model` outlives the view.
    ObjectsView(const Appearance& appearance, ObjectTableModel& model, QString profile,
                QWidget* parent = nullptr);

    // Where widths set by hand are kept; shared by the tables of a window.
    void setColumnChoices(std::shared_ptr<ColumnChoices> choices);

    // Another place is being listed; `place` carries the server's filter. A row with the key `select` becomes
    // current once it is there.
    void enter(const S3Location& place, const std::string& select);
    // Makes the row with this key the current one.
    void select(const std::string& key);
    // The place once more, with all kept that can be; false when it could not be listed at all.
    bool reload() { return reloadRows(); }
    // Puts a button behind the filter; taken over.
    void addTool(QWidget* tool, int room = 0);

    struct SelectedRow {
        std::string key; // or the whole prefix
        bool isPrefix = false;
        QString iconName;
        qint64 size = -1;
        std::string storageClass;
        std::optional<ObjectVersion> version; // where versions are listed
    };
    // The selected row, when it is the only one.
    [[nodiscard]] std::optional<SelectedRow> onlySelected() const;
    // Keys of the selected objects, without prefixes, in the order of the rows.
    [[nodiscard]] std::vector<std::string> selectedKeys() const;
    [[nodiscard]] bool hasFolderSelected() const;
    // Where versions are listed: those selected, markers among them.
    [[nodiscard]] std::vector<ObjectVersion> selectedVersions() const;

signals:
    void uploadRequested(); // into the place shown, which is empty
    void prefixOpened(const std::string& prefix);
    void objectOpened();
    void serverFilterRequested(const QString& startsWith);
    void searchRequested(const QString& text); // in all that is below

private:
    void buildTable();
    void buildFilter();
    [[nodiscard]] ListingWords words() const override;
    [[nodiscard]] int takePendingRow() override;
    [[nodiscard]] QString selectionText(qint64 count) const override;
    void activate(const QModelIndex& index) override;
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;
    void clearServerFilter() override;
    void act(const QString& id) override;

    ObjectTableModel& m_model;
    QString m_profile;
    S3Location m_place;
    std::string m_pendingKey;
    std::shared_ptr<ColumnChoices> m_choices; // may be null
};

// Below a bucket: its prefixes and objects.
class ObjectsPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectsPage)

public:
    ObjectsPage(const ViewParts& parts, DetailsArea& details);
    ~ObjectsPage() override;

    [[nodiscard]] ObjectsView* view() const { return m_view; }
    [[nodiscard]] ObjectTableModel& objects() { return *m_objects; }

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    void goOn() override;
    [[nodiscard]] Act act(CommandId id) override;
    [[nodiscard]] std::vector<Resource> selected() const override;
    [[nodiscard]] std::optional<Place> searchRoot() const override;
    [[nodiscard]] std::function<void(Finder&)> findableRows() const override;
    void showRow(const std::string& id) override;

private:
    ObjectsPage(std::unique_ptr<ObjectTableModel> objects, const ViewParts& parts, DetailsArea& details);

    void list(const std::string& select);
    // A place in the way one looks at this one.
    [[nodiscard]] Place alike(const S3Location& where) const;
    void toggleVersions();
    void filterByServer(const QString& startsWith);
    void showDetails();
    void showMenu(const QPoint& inTable);
    // The selected object, when it is the only one.
    [[nodiscard]] std::optional<PreviewTarget> previewTarget() const;
    void preview();
    [[nodiscard]] std::vector<Resource> selectedObjects(const Resource& bucket) const;
    [[nodiscard]] Result<Resource> bucket() const;
    [[nodiscard]] Result<Collection> listing() const;
    [[nodiscard]] Result<ExportDesk::Wish> exportWish() const override;

    const Appearance& m_appearance;
    const ServiceResources& m_resources;
    DetailsArea& m_details;
    std::unique_ptr<ObjectTableModel> m_objects;
    const ChangeGate& m_gate;
    ObjectsView* m_view; // the page's widget
    S3Location m_place;
    bool m_areVersions = false;
    ToolButton* m_versions;
    QPointer<PreviewWindow> m_preview; // made when first wanted
};

// S3: buckets with prefixes and objects in them, which no definition knows.
class S3Kit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
    [[nodiscard]] PanelMaker detailsFor(const Selection& selection) const override;
    [[nodiscard]] std::unique_ptr<TreeSource> treeSource(const std::string& service,
                                                         const ServiceResources& resources) const override;
    [[nodiscard]] std::vector<CommandId> commands() const override;
};

} // namespace inia::ui
