#pragma once

#include "core/client/client.h"
#include "core/objects/objectpreview.h"
#include "core/objects/objectversions.h"
#include "core/s3/s3listing.h"
#include "ui/preview/previewview.h"
#include "ui/widgets/windowservices.h"

#include <QtWidgets/QDialog>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace inia::ui {

class FoldHeader;
class KeyValueView;
class LinkButton;
class SegmentedControl;
class TextLabel;
struct KeyValueSection;

// An object to look into, and what is known of it without asking.
struct PreviewTarget {
    Client client;
    S3Location where;
    std::int64_t size = -1;
    std::string storageClass;
    std::string version; // empty: the current one

    [[nodiscard]] PreviewedObject object() const
    {
        return {client, {where.bucket, where.prefix, version}, size};
    }
    // Begins, unless reading it is charged for: that is said first.
    void showIn(PreviewView& view) const;
};

// All versions of one object with their delete markers, newest first, and what can be done with each. Asks
// when it is shown.
class VersionsPane final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VersionsPane)

public:
    VersionsPane(const Appearance& appearance, WindowServices& services, QWidget* parent);

    void setObject(const std::optional<PreviewTarget>& target);
    void load();
    void goOn();
    [[nodiscard]] const std::vector<ObjectVersion>& versions() const { return m_versions; }
    void select(std::size_t version);

signals:
    void previewRequested(const inia::ObjectVersion& version);

private:
    void take();
    void refresh();
    [[nodiscard]] const ObjectVersion* current() const;
    void wish(ObjectWish::What what);

    WindowServices& m_services;
    std::optional<PreviewTarget> m_target;
    Owned<ObjectVersions> m_listing;
    std::vector<ObjectVersion> m_versions;
    std::optional<Error> m_error;
    KeyValueView* m_rows;
    TextLabel* m_note;
    LinkButton* m_preview;
    LinkButton* m_current; // makes it that
    LinkButton* m_undelete;
    LinkButton* m_link;
    LinkButton* m_delete;
};

// What is set for an object, by parts that ask when they are opened: what is not set is no failure, and what
// the server does not offer is said.
class PropertiesPane final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertiesPane)

public:
    enum class Part { Storage, Tags, Metadata, Access, Lock, Annotations };

    PropertiesPane(const Appearance& appearance, WindowServices& services, QWidget* parent);

    void setObject(const std::optional<PreviewTarget>& target);
    // Asks again for what is open.
    void reload();
    void goOn();
    void open(Part part);
    [[nodiscard]] KeyValueView* rows(Part part) const { return m_parts[static_cast<std::size_t>(part)].rows; }

private:
    struct Fold {
        FoldHeader* head = nullptr;
        QWidget* body = nullptr;
        KeyValueView* rows = nullptr;
        ReplyPtr reply;
        bool waitsForPerson = false;
    };
    void addPart(const Appearance& appearance, Part part, const QString& name,
                 const std::vector<std::pair<QString, ObjectWish::What>>& acts, QWidget* parent);
    void load(Part part);
    void ask(Part part, const char* operation, void (PropertiesPane::*then)(Part, const Result<Value>&));
    void takeOwnership(Part part, const Result<Value>& answer);
    void take(Part part, const Result<Value>& answer);
    void showRows(Part part, const KeyValueSection& section);
    void wish(ObjectWish::What what);

    WindowServices& m_services;
    std::optional<PreviewTarget> m_target;
    bool m_hasAcls = true; // of the bucket, which may have switched them off
    std::array<Fold, 6> m_parts;
};

// An object in a window of its own. Space and Esc close it.
class PreviewWindow final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewWindow)

public:
    PreviewWindow(const Appearance& appearance, WindowServices& services, QWidget* parent);

    void showObject(const PreviewTarget& target);
    [[nodiscard]] PreviewView* view() const { return m_view; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    PreviewView* m_view;
};

// The details of an object by tabs: those of `summary`, its preview, which begins when somebody looks, its
// versions and properties. What is no object has no tabs.
class ObjectTabs final : public DetailsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectTabs)

public:
    // Takes `summary`.
    ObjectTabs(const Appearance& appearance, WindowServices& services, DetailsView* summary,
               QWidget* parent = nullptr);

    void showSelection(const Selection& selection) override;
    void clear() override;
    void goOn() override;
    [[nodiscard]] PreviewView* preview() const { return m_preview; }
    void showPreview(bool isPreview);
    enum class Tab { Summary, Preview, Versions, Properties };
    void showTab(Tab tab);
    [[nodiscard]] VersionsPane* versions() const { return m_versions; }
    [[nodiscard]] PropertiesPane* properties() const { return m_properties; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void setObject(const PreviewTarget& target);
    void clearObject();
    // `isAsked`: somebody wants to see it, and has not only come by.
    void refresh(bool isAsked);

    const Appearance& m_appearance;
    Selection m_selection;
    std::optional<PreviewTarget> m_target;
    QWidget* m_bar;
    SegmentedControl* m_tabs;
    QStackedLayout* m_pages;
    DetailsView* m_summary;
    PreviewView* m_preview;
    VersionsPane* m_versions;
    PropertiesPane* m_properties;
};

} // namespace inia::ui
