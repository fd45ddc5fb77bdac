#pragma once

#include "ui/browse/rowspage.h"
#include "ui/models/objecttablemodel.h"

namespace inia::ui {

class Appearance;
class BrowserView;
class ChangeGate;
class ColumnChoices;
class DetailsArea;
class ServiceResources;

// Below a bucket: its prefixes and objects.
class ObjectsPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectsPage)

public:
    // All but the profile outlives the page.
    ObjectsPage(const Appearance& appearance, const ServiceResources& resources, DetailsArea& details,
                const ChangeGate& gate, const QString& profile,
                const std::shared_ptr<ColumnChoices>& columns);
    ~ObjectsPage() override;

    [[nodiscard]] BrowserView* view() const { return m_view; }
    [[nodiscard]] ObjectTableModel& objects() { return *m_objects; }

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    [[nodiscard]] Act act(CommandId id) override;
    [[nodiscard]] std::vector<Resource> selected() const override;
    [[nodiscard]] std::function<void(Finder&)> findableRows() const override;
    void showRow(const std::string& id) override;

private:
    ObjectsPage(std::unique_ptr<ObjectTableModel> objects, const Appearance& appearance,
                const ServiceResources& resources, DetailsArea& details, const ChangeGate& gate,
                const QString& profile);

    void list(const std::string& select);
    void filterByServer(const QString& startsWith);
    void showDetails();
    void showMenu(const QPoint& inTable);
    void deleteSelected();
    [[nodiscard]] std::vector<Resource> selectedObjects(const Resource& bucket) const;
    [[nodiscard]] Result<Resource> bucket() const;
    [[nodiscard]] Result<Collection> listing() const;
    [[nodiscard]] Result<ExportDesk::Wish> exportWish() const override;

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    std::unique_ptr<ObjectTableModel> m_objects;
    const ChangeGate& m_gate;
    BrowserView* m_view; // the page's widget
    S3Location m_place;
};

} // namespace inia::ui
